import type { Map as MapEngine } from 'maplibre-gl';
import type { TileId } from './touched';
import type { Drawn } from './compose';

/** The server's tiles are this large on the screen. */
const TILE_PX = 512;
const RETRY_FIRST_MS = 2000;
const RETRY_LONGEST_MS = 30_000;

interface Failure {
  error: Error & { status?: number };
  sourceId?: string;
  tile?: unknown;
}

/** The tiles on the map: which are in view, and how they are fetched again without anything vanishing meanwhile. */
export class MapTiles {
  /** The declared layers that are drawn. */
  drawn: ReadonlyMap<string, Drawn> = new Map();
  /** Told when the server refuses a tile because it does not know the reader (any more). */
  onrefused: () => void = () => undefined;

  readonly #engine: MapEngine;
  #seen = new Map<string, Set<string>>();
  #moved = false;
  #connected = false;
  /** Whether there was a connection, and is none. */
  #lost = false;
  readonly #failed = new Set<string>();
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: MapEngine) {
    this.#engine = engine;
    engine.on('move', () => (this.#moved = true));
    engine.on('render', () => {
      if (this.#moved) this.#lookAfterReturned();
    });
    engine.on('error', (event) => this.#complain(event as unknown as Failure));
  }

  /** Whether tiles that come back into view are looked after at the server; when it is away, they are once it is back. */
  set connected(connected: boolean) {
    this.#lost = !connected && (this.#connected || this.#lost);
    this.#connected = connected;
    if (connected) this.#fetchFailed();
  }

  /** The vector sources that something is drawn from. */
  get sources(): ReadonlySet<string> {
    return new Set([...this.drawn.values()].flatMap(({ sources }) => [...sources]));
  }

  /** The declared layers that can be seen at the present zoom. */
  get visible(): string[] {
    const zoom = this.#engine.getZoom();
    return [...this.drawn].filter(([, { from }]) => from <= zoom).map(([layer]) => layer);
  }

  covering(source: string): TileId[] {
    const tiled = this.#engine.getSource(source);
    if (tiled?.type !== 'vector') return [];
    const { minzoom, maxzoom } = tiled;
    return this.#engine
      .coveringTiles({ tileSize: TILE_PX, minzoom, maxzoom })
      .map(({ canonical: { z, x, y } }) => ({ z, x, y }));
  }

  rests(source: string): boolean {
    return !this.#engine.getSource(source) || this.#engine.isSourceLoaded(source);
  }

  /** Fetch tiles again, or all in view; the engine's own way for all leaves those waiting for ever that had failed. */
  refresh(source: string, tiles: TileId[] = this.covering(source)): void {
    if (this.#engine.getSource(source)) this.#engine.refreshTiles(source, tiles);
  }

  /** Fetch everything again. */
  refreshAll(): void {
    for (const source of this.sources) this.refresh(source);
  }

  stop(): void {
    clearTimeout(this.#retry);
  }

  /**
   * What left the view is kept by the engine as it was then, and nobody told of its changes. Tiles that are only now being
   * fetched are not yet drawn, and are left alone by a refresh.
   */
  #lookAfterReturned(): void {
    this.#moved = false;
    const seen = new Map<string, Set<string>>();
    for (const source of this.sources) {
      const before = this.#seen.get(source);
      const tiles = this.covering(source);
      const keyOf = ({ z, x, y }: TileId) => `${z}/${x}/${y}`;
      seen.set(source, new Set(tiles.map(keyOf)));
      const returned = tiles.filter((tile) => !before?.has(keyOf(tile)));
      if (returned.length === 0) continue;
      if (this.#connected) this.refresh(source, returned);
      else if (this.#lost) this.#failed.add(source);
    }
    this.#seen = seen;
  }

  #complain({ error, sourceId, tile }: Failure): void {
    if (!tile || !sourceId) {
      console.error(error);
      return;
    }
    if (error.status === 401) this.onrefused();
    else if (!error.status || error.status >= 500) this.#tryAgain(sourceId);
    else console.error(error);
  }

  #tryAgain(source: string): void {
    this.#failed.add(source);
    if (this.#retry !== undefined) return;
    const wait = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#fetchFailed(), wait);
  }

  #fetchFailed(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.#failed.size === 0) return;
    const sources = [...this.#failed];
    this.#failed.clear();
    for (const source of sources) this.refresh(source);
    // Who gets through this time starts anew with a short pause the next time.
    this.#engine.once('idle', () => {
      if (this.#failed.size === 0) this.#failures = 0;
    });
  }
}
