import type { Polygon } from 'geojson';
import type { LonLat } from '../geo/transverse-mercator';
import { fromPlane, toPlane } from '../geo/vn2000';

/** A circle of `radius` metres on the ground around a place. */
export function circleAround(place: LonLat, radius: number): Polygon {
  const centre = toPlane(place);
  const ring = Array.from({ length: 49 }, (_, index) => {
    const angle = (index / 48) * 2 * Math.PI;
    const point = fromPlane({
      east: centre.east + radius * Math.cos(angle),
      north: centre.north + radius * Math.sin(angle),
    });
    return [point.lon, point.lat];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
