import type { Box, TileId } from '../map/touched';
import { touched } from '../map/touched';

/** The map as the refresher sees it. */
export interface TiledMap {
  /** The tiles of a source that are in view. */
  covering: (source: string) => TileId[];
  /** Whether nothing of the source is on its way. */
  rests: (source: string) => boolean;
  /** Fetch these tiles of a source again, or all of them; the old ones stay until the new ones are here. */
  refresh: (source: string, tiles?: TileId[]) => void;
}

const PACE_MS = 250;
/** How often to look whether tiles on their way have come. */
const LOOK_MS = 50;
const PATIENCE_MS = 1500;
/** From so many boxes on, all tiles in view are meant. */
const MANY = 2000;

interface Pending {
  /** Null stands for everywhere. */
  boxes: Box[] | null;
  since: number;
}

/**
 * Has tiles fetched again that changes touched: a few times a second at most, each tile once for all changes in it.
 *
 * A tile on its way may have been made before the change and would come after the newer one, so tiles are asked for again
 * when the source rests; if it does not come to rest, they are asked for at once and then once more.
 */
export class Refresher {
  readonly #map: TiledMap;
  readonly #pending = new Map<string, Pending>();
  readonly #last = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(map: TiledMap) {
    this.#map = map;
  }

  /** Something changed in these boxes, in a layer that the source holds. */
  touch(source: string, boxes: readonly Box[] | null): void {
    const pending = this.#pending.get(source);
    if (!pending) this.#pending.set(source, { boxes: boxes && [...boxes], since: performance.now() });
    else if (!boxes || !pending.boxes || pending.boxes.length + boxes.length > MANY) pending.boxes = null;
    else pending.boxes.push(...boxes);
    this.#timer ??= setTimeout(() => this.#work(), 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending.clear();
  }

  #work(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const [source, pending] of this.#pending) {
      if (now - (this.#last.get(source) ?? -Infinity) < PACE_MS) continue;
      const rests = this.#map.rests(source);
      if (!rests && now - pending.since < PATIENCE_MS) continue;
      if (pending.boxes === null) this.#map.refresh(source);
      else {
        const tiles = touched(this.#map.covering(source), pending.boxes);
        if (tiles.length > 0) this.#map.refresh(source, tiles);
      }
      this.#last.set(source, now);
      if (rests) this.#pending.delete(source);
      else pending.since = now;
    }
    if (this.#pending.size > 0) this.#timer = setTimeout(() => this.#work(), LOOK_MS);
  }
}
