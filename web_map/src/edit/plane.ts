import type { Geometry, Position } from 'geojson';
import { toPlane } from '../geo/vn2000';
import type { GeometryType } from './fields';
import { geometryFrom, piecesOf } from './shape';

/** Places are told apart by what is served of them: seven decimals of a degree. */
const SERVED = 7;
/** Metres are kept to the millimetre, as surveyors write them. */
const METRES = 3;

const keyOf = ([lon = 0, lat = 0]: Position) => `${lon.toFixed(SERVED)} ${lat.toFixed(SERVED)}`;
const placesOf = (geometry: Geometry | null) => piecesOf(geometry).flatMap(({ places }) => places);

/**
 * A geometry of degrees as metres of the law, VN-2000 / TM-3 (EPSG:9212): degrees as they are served would move every
 * corner by some millimetres, also those that nobody touched. A place that stands in `served` takes its metres in `plane`,
 * which is the same geometry as the database has it.
 */
export function inPlane(geometry: Geometry, served: Geometry | null, plane: Geometry | null): Geometry | null {
  const exact = placesOf(plane);
  const known = new Map(placesOf(served).map((place, at) => [keyOf(place), exact[at]]));
  const metres = (place: Position): Position => {
    const [lon = 0, lat = 0, ...height] = place;
    const stood = known.get(keyOf(place));
    if (stood) return [...stood.slice(0, 2), ...height];
    const { east, north } = toPlane({ lon, lat });
    return [Number(east.toFixed(METRES)), Number(north.toFixed(METRES)), ...height];
  };
  const pieces = piecesOf(geometry).map((piece) => ({ ...piece, places: piece.places.map(metres) }));
  return geometryFrom(geometry.type as GeometryType, pieces);
}
