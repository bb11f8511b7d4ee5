import type { PastColumns, StateValue } from '../api/states';
import type { Moment } from './board';

/** How the values of one layer changed during a stretch of time, to be asked for any moment of it. */
export class Course {
  readonly #columns: PastColumns;
  readonly #values: StateValue[];
  #next = 0;
  #moment = new Map<number, StateValue>();
  #at = Number.NEGATIVE_INFINITY;

  constructor(columns: PastColumns, property: string) {
    this.#columns = columns;
    this.#values = columns[property] ?? [];
  }

  /** Whether no value is known at any time. */
  get empty(): boolean {
    return this.#values.every((value) => value === null);
  }

  /** The values at an instant (seconds since 1970). Going on from the instant asked before costs only what changed since. */
  at(instant: number): Moment {
    if (instant < this.#at) {
      this.#next = 0;
      this.#moment = new Map();
    }
    this.#at = instant;
    const { fid, time } = this.#columns;
    while (this.#next < fid.length && (time[this.#next] ?? Infinity) <= instant) {
      this.#moment.set(fid[this.#next] ?? 0, this.#values[this.#next] ?? null);
      this.#next += 1;
    }
    return this.#moment;
  }
}
