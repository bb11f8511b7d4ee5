import type { Position } from 'geojson';
import type { SnappableContext, TerraDrawPolygonMode } from 'terra-draw';
import type { Box } from '../map/city-map';
import { getJson } from '../api/client';
import type { CityFeature } from '../api/features';
import { CITY_CRS, fromPlane } from '../geo/vn2000';
import { piecesOf } from './shape';

/** Nearer than this (pixels) a drawn corner takes the place of a neighbour's corner. */
const REACH_PX = 14;
/** Farther out there are too many neighbours, and no hand is that exact. */
const LEAST_ZOOM = 15;
const MOST = 1000;

/** How Terra Draw is told to let corners fall on what is near. */
export type Snapping = NonNullable<NonNullable<ConstructorParameters<typeof TerraDrawPolygonMode>[0]>['snapping']>;

const degrees = ([east = 0, north = 0]: Position): Position => {
  const { lon, lat } = fromPlane({ east, north });
  return [lon, lat];
};

/** The corners of a layer's other features in view, for a new corner to fall exactly on. */
export class Neighbours {
  #places: Position[] = [];
  #asking: AbortController | null = null;
  readonly #layer: string;
  readonly #own: string;

  /** `own` is the feature that is being drawn: it is no neighbour of itself. */
  constructor(layer: string, own: string) {
    this.#layer = layer;
    this.#own = own;
  }

  /** Learn who stands in `box`; whoever was known before stays known until the answer comes. */
  async look(box: Box, zoom: number): Promise<void> {
    this.#asking?.abort();
    if (zoom < LEAST_ZOOM) {
      this.#places = [];
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    // In metres as they stand: degrees as they are served would lie some millimetres beside them.
    const bbox = box.map((value) => value.toFixed(7)).join(',');
    const query = new URLSearchParams({ f: 'json', bbox, limit: String(MOST), crs: CITY_CRS });
    try {
      const path = `/ogc/collections/${this.#layer}/items?${query}`;
      const { features } = await getJson<{ features: CityFeature[] }>(path, asking.signal);
      const others = features.filter(({ id }) => id !== this.#own);
      this.#places = others.flatMap(({ geometry }) => piecesOf(geometry).flatMap(({ places }) => places.map(degrees)));
    } catch {
      // Without neighbours one draws freely; a view left behind is of no interest.
    }
  }

  /** How corners fall: on this feature's own corners and on those of the neighbours. */
  get snapping(): Snapping {
    return {
      toCoordinate: true,
      toCustom: ({ lng, lat, containerX, containerY }, context) =>
        this.#nearest(lng, lat, containerX, containerY, context),
    };
  }

  stop(): void {
    this.#asking?.abort();
  }

  #nearest(
    lng: number,
    lat: number,
    x: number,
    y: number,
    { project, unproject }: SnappableContext,
  ): Position | undefined {
    const corner = unproject(x + REACH_PX, y + REACH_PX);
    const [dx, dy] = [Math.abs(corner.lng - lng), Math.abs(corner.lat - lat)];
    let best: Position | undefined;
    let least = REACH_PX;
    for (const [lon = 0, at = 0] of this.#places) {
      if (Math.abs(lon - lng) > dx || Math.abs(at - lat) > dy) continue;
      const screen = project(lon, at);
      const distance = Math.hypot(screen.x - x, screen.y - y);
      if (distance <= least) {
        least = distance;
        best = [lon, at];
      }
    }
    return best;
  }
}
