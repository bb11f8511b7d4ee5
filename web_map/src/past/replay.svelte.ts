import { Unanswered } from '../api/client';
import { getPast } from '../api/states';
import type { Moment } from '../states/board';
import { Course } from '../states/course';
import { beginOf, DAY_MS, STEP_MS } from './day';

const NOTHING: Moment = new Map();

/** One day of the layers that devices colour, as it went. */
export class Replay {
  /** Whether something of the day is still on its way, or did not come. */
  state = $state<'loading' | 'ready' | 'failed'>('ready');
  /** Rises when something has come. */
  turn = $state(0);

  #day = '';
  readonly #courses = new Map<string, Course>();
  readonly #asked = new Set<string>();
  #waiting = 0;
  #asking = new AbortController();

  /** Have the day of these layers (name -> the property that colours it) at hand. */
  load(day: string, layers: ReadonlyMap<string, string>, now: number): void {
    if (day !== this.#day) this.clear();
    this.#day = day;
    for (const [layer, property] of layers) if (!this.#asked.has(layer)) void this.#ask(layer, property, now);
  }

  async #ask(layer: string, property: string, now: number): Promise<void> {
    const { signal } = this.#asking;
    const from = beginOf(this.#day);
    this.#asked.add(layer);
    this.#waiting += 1;
    this.state = 'loading';
    let trouble = false;
    try {
      const answer = await getPast([layer], from, Math.min(from + DAY_MS, now), STEP_MS / 1000, signal);
      this.#courses.set(layer, new Course(answer[layer] ?? { fid: [], time: [] }, property));
    } catch (error) {
      if (signal.aborted) return;
      // Of what the reader may not know the past, nothing is shown; anything else is worth another try.
      trouble = !(error instanceof Unanswered) || error.offline || error.status >= 500;
      if (trouble) this.#asked.delete(layer);
    }
    if (signal.aborted) return;
    this.#waiting -= 1;
    this.state = trouble ? 'failed' : this.#waiting > 0 ? 'loading' : 'ready';
    this.turn += 1;
  }

  /** The values of a layer at a moment (milliseconds since 1970) of the day; none while it is on its way. */
  at(layer: string, moment: number): Moment {
    return this.#courses.get(layer)?.at(moment / 1000) ?? NOTHING;
  }

  /** Whether nothing is kept of the day, as far as it has come. */
  get empty(): boolean {
    void this.turn;
    return [...this.#courses.values()].every((course) => course.empty);
  }

  /** Forget the day. */
  clear(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked.clear();
    this.#courses.clear();
    this.#waiting = 0;
    this.#day = '';
    this.state = 'ready';
  }
}
