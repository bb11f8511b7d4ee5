import { COMMANDS } from '../api/commands';
import type { CityFeature } from '../api/features';
import type { CodeEntry, LayerSchema } from '../api/schema';
import { getSchema } from '../api/schema';
import { live } from '../live/live.svelte';
import { city } from '../state/city.svelte';

/** When what could not be read is tried again. */
const RETRY_MS = 5000;

/** Commands that are read again `restMs` after something happened to any, one reading at a time; made where a component is. */
export class Following {
  commands = $state.raw<CityFeature[]>([]);
  #schema = $state.raw<LayerSchema | null>(null);
  #turn = $state(0);

  constructor(read: (signal: AbortSignal) => Promise<CityFeature[]>, restMs: number) {
    const known = $derived(city.layerOf(COMMANDS) !== null);
    let reading = false;
    /** Whether something happened since the reading began. */
    let outdated = false;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      if (reading) outdated = true;
      else
        soon ??= setTimeout(() => {
          soon = undefined;
          this.again();
        }, restMs);
    };
    $effect(() => {
      void this.#turn;
      if (!known) return;
      const asking = new AbortController();
      let later: ReturnType<typeof setTimeout> | undefined;
      [reading, outdated] = [true, false];
      Promise.all([read(asking.signal), getSchema(COMMANDS)]).then(
        ([found, described]) => {
          if (asking.signal.aborted) return;
          [this.commands, this.#schema] = [found, described];
          reading = false;
          if (outdated) look();
        },
        () => {
          if (!asking.signal.aborted) later = setTimeout(() => this.again(), RETRY_MS);
        },
      );
      return () => {
        asking.abort();
        clearTimeout(later);
      };
    });
    $effect(() => {
      if (!known) return;
      const aways = [
        live.attend(COMMANDS),
        live.listen((change) => change.layer === COMMANDS && look()),
        live.listenToStates(({ states, anew }) => (states[COMMANDS] || anew.includes(COMMANDS)) && look()),
        () => clearTimeout(soon),
      ];
      return () => aways.forEach((away) => away());
    });
  }

  again(): void {
    this.#turn += 1;
  }

  /** What a status is called, and its colour. */
  codeOf(status: string): CodeEntry | undefined {
    return this.#schema?.properties.status?.['x-codes']?.find(({ value }) => value === status);
  }
}
