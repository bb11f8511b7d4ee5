import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Change, StateNews, StreamState } from './stream';

export type Heard = (change: Change) => void;
export type HeardStates = (news: StateNews) => void;

/** How often the counts of a layer follow what happens to it. */
const COUNT_EVERY_MS = 2000;

/** What happens in the city while the map is open. */
class Live {
  /** Whether the map follows the city; null until that has been tried. */
  state = $state<(StreamState & ('open' | 'interrupted')) | null>(null);
  /** Layer -> a number that rises when features of it came, went or moved: what counts them counts again. */
  readonly counts = new SvelteMap<string, number>();
  /** Rises when features came or went anywhere on the map. */
  total = $state(0);

  /** Layers that something on the screen shows beside the map: the name, and how many want it. */
  readonly also = new SvelteMap<string, number>();

  readonly #listeners = new Set<Heard>();
  readonly #stateListeners = new Set<HeardStates>();
  readonly #uncounted = new Set<string>();
  #counting: ReturnType<typeof setTimeout> | undefined;

  /** Be told of every change that can be seen on the map; gives the way to call it off. */
  listen(heard: Heard): () => void {
    this.#listeners.add(heard);
    return () => void this.#listeners.delete(heard);
  }

  /** Be told what devices said of the layers that are listened to; gives the way to call it off. */
  listenToStates(heard: HeardStates): () => void {
    this.#stateListeners.add(heard);
    return () => void this.#stateListeners.delete(heard);
  }

  /** Have a layer listened to though the map may not show it; gives the way to call it off. */
  attend(layer: string): () => void {
    // Whoever attends does not follow who else does.
    const wanted = untrack(() => this.also.get(layer) ?? 0);
    this.also.set(layer, wanted + 1);
    return () => {
      const left = (this.also.get(layer) ?? 1) - 1;
      if (left > 0) this.also.set(layer, left);
      else this.also.delete(layer);
    };
  }

  /** Pass on what devices said. */
  hearStates(news: StateNews): void {
    for (const heard of this.#stateListeners) heard(news);
  }

  /** Pass on what the server told. */
  hear(changes: readonly Change[]): void {
    for (const change of changes) {
      for (const heard of this.#listeners) heard(change);
      if (change.op === 'create' || change.op === 'delete' || change.op === 'many' || change.before)
        this.#uncounted.add(change.layer);
    }
    if (this.#uncounted.size > 0) this.#counting ??= setTimeout(() => this.#count(), COUNT_EVERY_MS);
  }

  /** Count everything again. */
  recount(layers: Iterable<string>): void {
    for (const layer of layers) this.#uncounted.add(layer);
    this.#count();
  }

  #count(): void {
    clearTimeout(this.#counting);
    this.#counting = undefined;
    for (const layer of this.#uncounted) this.counts.set(layer, (this.counts.get(layer) ?? 0) + 1);
    this.#uncounted.clear();
    this.total += 1;
  }
}

export const live = new Live();
