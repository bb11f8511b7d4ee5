import type { Geometry, Position } from 'geojson';
import { pathLength, ringArea } from '../geo/measure';
import type { GeometryType } from './fields';

/** One simple piece of a geometry as it is drawn: a point, a line, or one ring of an area. */
export interface Piece {
  kind: 'point' | 'line' | 'ring';
  /** Which part of a multi-geometry it belongs to. */
  part: number;
  /** 0 is the outer ring of its part, the others are holes in it. */
  ring: number;
  /** A ring is closed: its last place is its first. */
  places: Position[];
}

/** Degrees are kept to nine decimals, a tenth of a millimetre. */
const DIGITS = 9;
/** Two places are the same when no digit that is served tells them apart. */
const SAME_DEGREES = 0.6e-7;

/** The pieces of a geometry; none for a collection, which no layer holds. */
export function piecesOf(geometry: Geometry | null): Piece[] {
  switch (geometry?.type) {
    case 'Point':
      return [{ kind: 'point', part: 0, ring: 0, places: [geometry.coordinates] }];
    case 'MultiPoint':
      return geometry.coordinates.map((place, part) => ({ kind: 'point', part, ring: 0, places: [place] }));
    case 'LineString':
      return [{ kind: 'line', part: 0, ring: 0, places: geometry.coordinates }];
    case 'MultiLineString':
      return geometry.coordinates.map((places, part) => ({ kind: 'line', part, ring: 0, places }));
    case 'Polygon':
      return rings(geometry.coordinates, 0);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((part, at) => rings(part, at));
    default:
      return [];
  }
}

/** The geometry of this type that the pieces make; null when there are none. A hole without its outer ring is dropped. */
export function geometryFrom(type: GeometryType, pieces: readonly Piece[]): Geometry | null {
  const parts = [...new Set(pieces.filter(({ ring }) => ring === 0).map(({ part }) => part))].sort((a, b) => a - b);
  const ofPart = (part: number) => pieces.filter((one) => one.part === part).sort((a, b) => a.ring - b.ring);
  const placesOf = (part: number) => (ofPart(part)[0]?.places ?? []).map(rounded);
  const ringsOf = (part: number) => ofPart(part).map(({ places }) => places.map(rounded));
  const [first] = parts;
  if (first === undefined) return null;
  switch (type) {
    case 'Point':
      return { type, coordinates: placesOf(first)[0] ?? [] };
    case 'MultiPoint':
      return { type, coordinates: parts.flatMap(placesOf) };
    case 'LineString':
      return { type, coordinates: placesOf(first) };
    case 'MultiLineString':
      return { type, coordinates: parts.map(placesOf) };
    case 'Polygon':
      return { type, coordinates: ringsOf(first) };
    case 'MultiPolygon':
      return { type, coordinates: parts.map(ringsOf) };
  }
}

/** Whether two geometries have the same places in the same order; heights count. */
export function sameShape(a: Geometry | null, b: Geometry | null): boolean {
  if (!a || !b) return a === b;
  const [left, right] = [piecesOf(a), piecesOf(b)];
  return (
    a.type === b.type &&
    left.length === right.length &&
    left.every((piece, at) => {
      const other = right[at];
      return (
        other?.part === piece.part &&
        other.ring === piece.ring &&
        other.places.length === piece.places.length &&
        piece.places.every((place, index) => samePlace(place, other.places[index] ?? []))
      );
    })
  );
}

/** `moved` with the heights of `before`: a place that stands where one stood keeps its height, a new one takes its neighbour's. */
export function withHeights(moved: readonly Position[], before: readonly Position[]): Position[] {
  if (!before.some((place) => place.length > 2)) return [...moved];
  const known = moved.map((place) => before.find((one) => samePlace(one.slice(0, 2), place))?.[2]);
  const near = (at: number) => {
    for (let away = 0; away < moved.length; away += 1) {
      const height = known[at - away] ?? known[at + away];
      if (height !== undefined) return height;
    }
    return before[0]?.[2] ?? 0;
  };
  return moved.map(([lon = 0, lat = 0], at) => [lon, lat, near(at)]);
}

/** Length in metres and, of areas, area in square metres (holes taken off). */
export function measured(pieces: readonly Piece[]): { length: number; area: number | null } {
  const path = (piece: Piece) => piece.places.map(([lon = 0, lat = 0]) => ({ lon, lat }));
  const drawn = pieces.filter(({ kind }) => kind !== 'point');
  const length = drawn.reduce((sum, piece) => sum + pathLength(path(piece)), 0);
  const areas = drawn.filter(({ kind }) => kind === 'ring');
  if (areas.length === 0) return { length, area: null };
  return { length, area: areas.reduce((sum, piece) => sum + (piece.ring === 0 ? 1 : -1) * ringArea(path(piece)), 0) };
}

const rings = (coordinates: Position[][], part: number): Piece[] =>
  coordinates.map((places, ring) => ({ kind: 'ring', part, ring, places }));

const rounded = (place: Position): Position =>
  place.map((value, at) => (at < 2 ? Number(value.toFixed(DIGITS)) : value));

function samePlace(a: Position, b: Position): boolean {
  return a.length === b.length && a.every((value, at) => Math.abs(value - (b[at] ?? Number.NaN)) < SAME_DEGREES);
}
