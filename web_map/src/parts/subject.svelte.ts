import { untrack } from 'svelte';
import { Unanswered } from '../api/client';
import type { CityFeature } from '../api/features';
import { getFeature } from '../api/features';
import type { LayerSchema } from '../api/schema';
import { getSchema } from '../api/schema';
import { session } from '../session/session.svelte';
import { city } from '../state/city.svelte';

/** When what is shown already and could not be read again is tried once more. */
const RETRY_MS = 5000;

/**
 * The feature that a card is of, read again whenever something has happened to it, one reading at a time; made where a
 * component is.
 */
export class Subject {
  loaded = $state.raw<{ feature: CityFeature; schema: LayerSchema } | null>(null);
  /** Why there is nothing to show. */
  failure = $state.raw<Unanswered | null>(null);
  /** Whether it was there before. */
  gone = $state(false);
  /** When it was read last (milliseconds of `performance.now()`). */
  readAt = 0;
  #turn = $state(0);
  #key = '';
  #asking: AbortController | null = null;
  /** Whether something happened since the reading under way began. */
  #outdated = false;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(chosen: () => { layer: string; id: string }) {
    $effect(() => {
      void this.#turn;
      void city.changed;
      const { layer, id } = chosen();
      const key = `${session.epoch}/${layer}/${id}`;
      untrack(() => this.#look(key, layer, id));
    });
    $effect(() => () => this.#stop());
  }

  again(): void {
    this.#turn += 1;
  }

  #look(key: string, layer: string, id: string): void {
    const same = key === this.#key;
    if (same && this.#asking) {
      this.#outdated = true;
      return;
    }
    this.#stop();
    this.#key = key;
    // The same feature for the same reader stays on the card while it is read again.
    if (!same) {
      this.loaded = null;
      this.gone = false;
    }
    this.failure = null;
    void this.#read(layer, id);
  }

  async #read(layer: string, id: string): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    this.#outdated = false;
    try {
      const [feature, schema] = await Promise.all([getFeature(layer, id, asking.signal), getSchema(layer)]);
      if (asking.signal.aborted) return;
      this.readAt = performance.now();
      this.loaded = { feature, schema };
      this.gone = false;
      if (feature.id !== undefined) city.remember(layer, id, String(feature.id));
      if (this.#outdated) this.again();
    } catch (error) {
      if (asking.signal.aborted) return;
      const reason = error instanceof Unanswered ? error : new Unanswered('', 500);
      if (this.loaded && reason.status !== 404) this.#later = setTimeout(() => this.again(), RETRY_MS);
      else {
        this.gone ||= this.loaded !== null;
        this.failure = reason;
        this.loaded = null;
        if (this.#outdated) this.again();
      }
    }
    this.#asking = null;
  }

  #stop(): void {
    this.#asking?.abort();
    this.#asking = null;
    clearTimeout(this.#later);
  }
}
