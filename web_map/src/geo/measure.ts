import type { LonLat } from './transverse-mercator';
import { toPlane } from './vn2000';

/** Length of a path in metres on the plane of the law, VN-2000 / TM-3 (in the city within 2 mm per kilometre of true). */
export function pathLength(path: readonly LonLat[]): number {
  const points = path.map((place) => toPlane(place));
  return points.slice(1).reduce((sum, point, index) => {
    const before = points[index];
    return before ? sum + Math.hypot(point.east - before.east, point.north - before.north) : sum;
  }, 0);
}

/** Area of the ring in square metres on the same plane, closed or not; 0 for fewer than three corners. */
export function ringArea(ring: readonly LonLat[]): number {
  const points = ring.map((place) => toPlane(place));
  const doubled = points.reduce((sum, point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    return sum + point.east * next.north - next.east * point.north;
  }, 0);
  return Math.abs(doubled) / 2;
}
