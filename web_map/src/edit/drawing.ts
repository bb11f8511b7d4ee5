import type { Geometry, Position } from 'geojson';
import type { Map as MapEngine, MapMouseEvent } from 'maplibre-gl';
import type { GeoJSONStoreFeatures, HexColor } from 'terra-draw';
import { TerraDraw, TerraDrawModeUndoRedo } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { modes } from './drawing-modes';
import type { GeometryType } from './fields';
import type { Piece } from './shape';
import { geometryFrom, measured, piecesOf, sameShape, withHeights } from './shape';
import { Neighbours } from './snapping';

/** What a drawing tells while it goes on. */
export interface DrawingState {
  /** What is drawn now; null when nothing is finished yet. */
  geometry: Geometry | null;
  length: number;
  area: number | null;
  /** Whether a new piece is being drawn, and what it will be. */
  adding: Addition | null;
  /** Whether the next touch of a corner takes it away. */
  removing: boolean;
  pieces: number;
  canUndo: boolean;
  canRedo: boolean;
}

export type Addition = 'first' | 'part' | 'hole';

type Id = string | number;

const MODE = { point: 'point', line: 'linestring', ring: 'polygon' } as const;
const LEAST = { point: 1, line: 2, ring: 4 } as const;
const GUIDES = ['selectionPoint', 'midPoint', 'closingPoint', 'snappingPoint', 'coordinatePoint', 'edited'];

/** A geometry under the reader's hands: the pieces of it in Terra Draw, put together again after every move. */
export class Drawing {
  readonly #map: MapEngine;
  readonly #draw: TerraDraw;
  readonly #type: GeometryType;
  readonly #before: Geometry | null;
  readonly #neighbours: Neighbours;
  readonly #told: (state: DrawingState) => void;
  #past: Piece[][] = [];
  #future: Piece[][] = [];
  #adding: Addition | null = null;
  #removing = false;

  constructor(
    map: MapEngine,
    subject: { layer: string; id: string; type: GeometryType; geometry: Geometry | null },
    accent: HexColor,
    told: (state: DrawingState) => void,
  ) {
    this.#map = map;
    this.#type = subject.type;
    this.#before = subject.geometry;
    this.#told = told;
    this.#neighbours = new Neighbours(subject.layer, subject.id);
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 }),
      modes: modes(this.#neighbours.snapping, accent),
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.#draw.start();
    this.#draw.on('change', () => this.#tell());
    this.#draw.on('finish', (id, { action }) => queueMicrotask(() => this.#finished(id, action === 'draw')));
    map.on('click', this.#clicked);
    map.on('moveend', this.#moved);
    this.#moved();
    const pieces = piecesOf(subject.geometry);
    if (pieces.length === 0) this.add('first');
    else this.#show(pieces);
    this.#past = [this.#pieces()];
    this.#tell();
  }

  /** Draw a new piece: the first one, another part of a multi-geometry, or a hole in an area. */
  add(what: Addition): void {
    this.#adding = what;
    this.#removing = false;
    this.#draw.setMode(MODE[this.#kind]);
    this.#tell();
  }

  /** Leave off drawing a new piece. */
  stopAdding(): void {
    if (this.#adding === 'first') {
      this.#draw.setMode(MODE[this.#kind]);
    } else {
      this.#adding = null;
      this.#select();
    }
    this.#tell();
  }

  /** From now on a touched corner goes away; once more, and it is moved again. */
  toggleRemoving(): void {
    this.#removing = !this.#removing;
    this.#tell();
  }

  /** Take the selected piece away; an outer ring takes its holes with it. */
  removePiece(): void {
    const selected = this.#features().find(({ properties }) => properties.selected === true);
    if (!selected) return;
    const { part, ring } = selected.properties;
    const gone = this.#features().filter(
      ({ properties }) => properties.part === part && (ring === 0 || properties.ring === ring),
    );
    const ids = gone.flatMap(({ id }) => (id === undefined ? [] : [id]));
    if (selected.id !== undefined) this.#draw.deselectFeature(selected.id);
    this.#draw.removeFeatures(ids);
    this.#keep();
    this.#resume();
  }

  /** The drawn point goes to the middle of the map: for hands that cannot point. */
  placeAtCentre(): void {
    const { lng, lat } = this.#map.getCenter();
    this.#show([{ kind: 'point', part: 0, ring: 0, places: [[Number(lng.toFixed(9)), Number(lat.toFixed(9))]] }]);
    this.#adding = null;
    this.#keep();
  }

  undo(): void {
    if (this.#draw.getModeState() === 'drawing' && this.#draw.canUndo()) {
      this.#draw.undo();
      return;
    }
    const [now, before] = [this.#past.at(-1), this.#past.at(-2)];
    if (!now || !before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, now];
    this.#show(before);
    this.#resume();
  }

  redo(): void {
    if (this.#draw.getModeState() === 'drawing' && this.#draw.canRedo()) {
      this.#draw.redo();
      return;
    }
    const next = this.#future.at(-1);
    if (!next) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, next];
    this.#show(next);
    this.#resume();
  }

  /** End the drawing and clear the map of it. */
  stop(): void {
    this.#map.off('click', this.#clicked);
    this.#map.off('moveend', this.#moved);
    this.#neighbours.stop();
    this.#draw.stop();
  }

  /** What is drawn, as the layer holds it; the geometry it began with when nothing differs. */
  get geometry(): Geometry | null {
    const drawn = geometryFrom(this.#type, this.#pieces());
    return sameShape(drawn, this.#before) ? this.#before : drawn;
  }

  get #kind(): Piece['kind'] {
    return this.#type.endsWith('Point') ? 'point' : this.#type.endsWith('LineString') ? 'line' : 'ring';
  }

  readonly #moved = (): void => {
    const view = this.#map.getBounds();
    const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()] as const;
    void this.#neighbours.look([...box], this.#map.getZoom());
  };

  readonly #clicked = (event: MapMouseEvent): void => {
    if (!this.#removing) return;
    const reach = matchMedia('(pointer: coarse)').matches ? 24 : 14;
    for (const { id, geometry } of this.#features()) {
      const places = placesOf(geometry);
      const at = places.findIndex(([lon = 0, lat = 0]) => this.#map.project([lon, lat]).dist(event.point) <= reach);
      if (id === undefined || at < 0) continue;
      const left = without(places, at, geometry.type === 'Polygon');
      if (left.length < LEAST[this.#kind]) return;
      this.#draw.updateFeatureGeometry(id, shaped(this.#kind, left));
      this.#keep();
      this.#tell();
      return;
    }
  };

  #finished(id: Id, isNew: boolean): void {
    if (isNew) {
      const place = this.#placeOf(id);
      this.#adding = null;
      this.#draw.updateFeatureProperties(id, place);
      this.#select(id);
    }
    this.#keep();
    this.#tell();
  }

  /** Which part and ring a newly drawn piece is. */
  #placeOf(id: Id): { part: number; ring: number } {
    const others = this.#pieces().filter(({ part }) => part >= 0);
    const next = Math.max(-1, ...others.map(({ part }) => part)) + 1;
    if (this.#adding !== 'hole') return { part: next, ring: 0 };
    const drawn = this.#draw.getSnapshotFeature(id);
    const [first = []] = drawn ? placesOf(drawn.geometry) : [];
    const outer = others.find(({ ring, places }) => ring === 0 && contains(places, first)) ?? others[0];
    const part = outer?.part ?? next;
    return { part, ring: Math.max(-1, ...others.filter((one) => one.part === part).map(({ ring }) => ring)) + 1 };
  }

  #show(pieces: readonly Piece[]): void {
    this.#draw.clear();
    const features = pieces.map(({ kind, part, ring, places }): GeoJSONStoreFeatures => {
      const flat = places.map(([lon = 0, lat = 0]) => [lon, lat]);
      return { type: 'Feature', properties: { mode: MODE[kind], part, ring }, geometry: shaped(kind, flat) };
    });
    this.#draw.addFeatures(features);
    this.#select();
    this.#tell();
  }

  #select(id: Id | undefined = this.#features()[0]?.id): void {
    this.#draw.setMode('select');
    if (id !== undefined) this.#draw.selectFeature(id);
  }

  /** Go on by hand: with nothing left, a first piece is drawn anew. */
  #resume(): void {
    if (this.#features().length === 0) this.add('first');
    else {
      this.#adding = null;
      this.#select();
    }
    this.#tell();
  }

  #keep(): void {
    const pieces = this.#pieces();
    const last = this.#past.at(-1) ?? [];
    if (sameShape(geometryFrom(this.#type, pieces), geometryFrom(this.#type, last)) && last.length > 0) return;
    this.#past = [...this.#past, pieces];
    this.#future = [];
  }

  #tell(): void {
    const finished = this.#pieces();
    const drawing = this.#draw.getModeState() === 'drawing';
    this.#told({
      geometry: this.geometry,
      ...measured(drawing ? this.#pieces(true) : finished),
      adding: this.#adding,
      removing: this.#removing,
      pieces: finished.length,
      canUndo: this.#past.length > 1 || (drawing && this.#draw.canUndo()),
      canRedo: this.#future.length > 0 || (drawing && this.#draw.canRedo()),
    });
  }

  /** The features that are drawn, without the handles they are drawn by. */
  #features(unfinished = false): GeoJSONStoreFeatures[] {
    return this.#draw
      .getSnapshot()
      .filter(({ properties }) => properties.mode === MODE[this.#kind])
      .filter(({ properties }) => !GUIDES.some((guide) => properties[guide]))
      .filter(({ properties }) => unfinished || !(properties.currentlyDrawing as unknown));
  }

  #pieces(unfinished = false): Piece[] {
    const kind = this.#kind;
    const before = piecesOf(this.#before).flatMap(({ places }) => places);
    return this.#features(unfinished).map(({ properties, geometry }) => ({
      kind,
      part: typeof properties.part === 'number' ? properties.part : -1,
      ring: typeof properties.ring === 'number' ? properties.ring : 0,
      places: withHeights(placesOf(geometry), before),
    }));
  }
}

type Simple = GeoJSONStoreFeatures['geometry'];

function shaped(kind: Piece['kind'], places: Position[]): Simple {
  if (kind === 'point') return { type: 'Point', coordinates: places[0] ?? [] };
  return kind === 'line' ? { type: 'LineString', coordinates: places } : { type: 'Polygon', coordinates: [places] };
}

function placesOf(geometry: Simple): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : (geometry.coordinates[0] ?? []);
}

/** `places` without the one at `at`; a ring stays closed. */
function without(places: readonly Position[], at: number, ring: boolean): Position[] {
  const open = ring ? places.slice(0, -1) : [...places];
  const left = open.filter((_, index) => index !== at % open.length);
  const [first] = left;
  return ring && first ? [...left, first] : left;
}

/** Whether a place lies in a ring (even number of crossings: outside). */
function contains(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  ring.forEach(([ax = 0, ay = 0], index) => {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
