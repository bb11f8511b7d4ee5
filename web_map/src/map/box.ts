import type { Geometry } from 'geojson';

/** West, south, east, north of a geometry, degrees. */
export function boxOf(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') {
      const [lon, lat] = part as [number, number];
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    } else {
      part.forEach(visit);
    }
  };
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) {
      const [w, s, e, n] = boxOf(part);
      visit([
        [w, s],
        [e, n],
      ]);
    }
  } else {
    visit(geometry.coordinates);
  }
  return box;
}
