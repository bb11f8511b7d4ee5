import type { Map as MapEngine } from 'maplibre-gl';
import type { MapTiles } from '../map/map-tiles';
import type { Box } from '../map/touched';
import { boxOfTiles, union } from '../map/touched';
import { areaFor } from './area';
import { Refresher } from './refresher';
import type { Change, Interest, OpenSource, StateNews, StreamState } from './stream';
import { Stream } from './stream';

/** What the follower tells the interface. */
export interface Audience {
  changes: (changes: readonly Change[]) => void;
  states: (news: StateNews) => void;
  /** From now on these layers are listened to, of which nothing was told before in this area. */
  begun: (layers: readonly string[], area: Box) => void;
  /** These layers must be read again, or everything (null). */
  reload: (layers: readonly string[] | null) => void;
  state: (state: StreamState) => void;
  /** The stream was refused again and again: perhaps the reader is not known any more. */
  doubted: () => void;
}

/** The view rests this long before what is listened to follows it. */
const REST_MS = 400;
/** A window nobody has seen for this long stops listening. */
const HIDDEN_MS = 60_000;
/** What happens to a whole layer, when no box is told; a single feature without a box has no place on the map. */
const WHOLE: readonly Change['op'][] = ['truncate', 'many', 'overview'];
const DOUBT_AFTER = 3;

/** Keeps an open map true: listens to what is on it, and has the tiles fetched again that changes touched. */
export class Follower {
  readonly #engine: MapEngine;
  readonly #tiles: MapTiles;
  readonly #audience: Audience;
  readonly #stream: Stream;
  readonly #refresher: Refresher;
  #layers = '';
  #also: readonly string[] = [];
  /** The layers listened to last; null when everything was told from the beginning on. */
  #followed: ReadonlySet<string> | null;
  #area: Box | null = null;
  /** Where the stream stood when what can be seen began to change: what was read since may be older than what it told since. */
  #since: string | null = null;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  readonly #note = () => void (this.#since ??= this.#stream.position);
  readonly #look = () => {
    this.#note();
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#listen(), REST_MS);
  };
  readonly #hurry = () => this.#stream.hurry();
  readonly #visibility = () => {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#pause(), HIDDEN_MS);
    else this.#listen();
  };

  /** `position` is where in the log of changes the map's first tiles stand. */
  constructor(engine: MapEngine, tiles: MapTiles, audience: Audience, position: string | null, open?: OpenSource) {
    this.#engine = engine;
    this.#tiles = tiles;
    this.#audience = audience;
    this.#followed = position === null ? new Set() : null;
    this.#refresher = new Refresher(tiles);
    this.#stream = new Stream(
      {
        changes: (changes) => this.#hear(changes),
        states: (news) => audience.states(news),
        reload: (layers) => this.#reload(layers),
        state: (state) => this.#tell(state),
        failed: (times) => times % DOUBT_AFTER === 1 && audience.doubted(),
      },
      position,
      open,
    );
    engine.on('movestart', this.#note);
    engine.on('moveend', this.#look);
    engine.on('styledata', this.#look);
    document.addEventListener('visibilitychange', this.#visibility);
    addEventListener('online', this.#hurry);
    this.#look();
  }

  /** Layers to listen to beside those that are drawn, because something else on the screen shows them. */
  set also(layers: readonly string[]) {
    this.#also = layers;
    this.#look();
  }

  /** Listen anew with the rights of whom the map is for now, once it shows what that reader may see. */
  restart(): void {
    this.#pause();
    this.#look();
  }

  stop(): void {
    this.#engine.off('movestart', this.#note);
    this.#engine.off('moveend', this.#look);
    this.#engine.off('styledata', this.#look);
    document.removeEventListener('visibilitychange', this.#visibility);
    removeEventListener('online', this.#hurry);
    clearTimeout(this.#resting);
    clearTimeout(this.#hiding);
    this.#refresher.stop();
    this.#stream.pause();
  }

  #pause(): void {
    this.#layers = '';
    this.#stream.pause();
  }

  #listen(): void {
    if (document.hidden && this.#layers === '') return;
    const interest = this.#interest();
    if (!interest) return;
    const since = this.#since;
    this.#since = this.#engine.isMoving() ? this.#stream.position : null;
    const layers = interest.layers.join();
    if (layers === this.#layers && interest.box === this.#area) {
      this.#stream.hurry();
      return;
    }
    const moved = this.#area !== null && interest.box !== this.#area;
    const fresh = interest.layers.filter((layer) => this.#followed && (moved || !this.#followed.has(layer)));
    this.#layers = layers;
    this.#area = interest.box;
    this.#followed = new Set(interest.layers);
    this.#stream.listen(interest, since);
    if (fresh.length > 0) this.#audience.begun(fresh, interest.box);
  }

  /** What can be seen now, with the whole of the tiles it is drawn from. */
  #interest(): Interest | null {
    const layers = [...new Set([...this.#tiles.visible, ...this.#also])].sort();
    let box: Box | null = null;
    for (const source of this.#tiles.sources) {
      const held = boxOfTiles(this.#tiles.covering(source));
      if (held) box = union(box, held);
    }
    return box && layers.length > 0 ? { layers, box: areaFor(box, this.#area) } : null;
  }

  #hear(changes: readonly Change[]): void {
    for (const { layer, bbox, before, op } of changes) {
      const boxes = [bbox, before].filter((box) => box !== null && box !== undefined);
      const everywhere = boxes.length === 0 && WHOLE.includes(op);
      if (boxes.length === 0 && !everywhere) continue;
      for (const source of this.#tiles.drawn.get(layer)?.sources ?? []) {
        this.#refresher.touch(source, everywhere ? null : boxes);
      }
    }
    this.#audience.changes(changes);
  }

  #reload(layers: readonly string[] | null): void {
    const sources = layers
      ? layers.flatMap((layer) => [...(this.#tiles.drawn.get(layer)?.sources ?? [])])
      : this.#tiles.sources;
    for (const source of new Set(sources)) this.#refresher.touch(source, null);
    this.#audience.reload(layers);
  }

  #tell(state: StreamState): void {
    this.#tiles.connected = state === 'open';
    this.#audience.state(state);
  }
}
