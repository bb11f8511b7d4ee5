import type { Map as MapEngine } from 'maplibre-gl';
import type { StateValue } from '../api/states';
import type { Target } from '../states/board';
import type { MapTiles } from './map-tiles';

/** The map as the place where states are shown: as feature-state, which needs no tile to be fetched. */
export class StatePaint implements Target {
  readonly #engine: MapEngine;
  readonly #tiles: MapTiles;

  constructor(engine: MapEngine, tiles: MapTiles) {
    this.#engine = engine;
    this.#tiles = tiles;
  }

  /** The source that draws the layer: a new one knows no states. */
  holder(layer: string): object | null {
    const id = this.#source(layer);
    return (id !== undefined && this.#engine.getSource(id)) || null;
  }

  set(layer: string, property: string, fid: number, value: StateValue): void {
    const source = this.#source(layer);
    if (source === undefined) return;
    this.#engine.setFeatureState({ source, sourceLayer: layer, id: fid }, { [property]: value });
  }

  #source(layer: string): string | undefined {
    const [source] = this.#tiles.drawn.get(layer)?.sources ?? [];
    return source;
  }
}
