import type { LonLat } from './transverse-mercator';

const A = 6378137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
const RADIANS = Math.PI / 180;
const SECONDS = RADIANS / 3600;

// EPSG:6960, VN-2000 to WGS 84 (2), accuracy 1 m; rotations in the position vector sense.
const SHIFT = [-191.90441429, -39.30318279, -111.45032835] as const;
const ROTATION = [0.00928836 * SECONDS, -0.01975479 * SECONDS, 0.00427372 * SECONDS] as const;
const SCALE = 1 + 0.252906278e-6;

type Vector = readonly [number, number, number];

function geocentric({ lon, lat }: LonLat): Vector {
  const sin = Math.sin(lat * RADIANS);
  const cos = Math.cos(lat * RADIANS);
  const radius = A / Math.sqrt(1 - E2 * sin * sin);
  return [radius * cos * Math.cos(lon * RADIANS), radius * cos * Math.sin(lon * RADIANS), radius * (1 - E2) * sin];
}

function geographic([x, y, z]: Vector): LonLat {
  const p = Math.hypot(x, y);
  let lat = Math.atan2(z, p * (1 - E2));
  for (let round = 0; round < 6; round += 1) {
    const sin = Math.sin(lat);
    lat = Math.atan2(z + (E2 * A * sin) / Math.sqrt(1 - E2 * sin * sin), p);
  }
  return { lon: Math.atan2(y, x) / RADIANS, lat: lat / RADIANS };
}

/** VN-2000 (EPSG:4756) to WGS 84, degrees, on the ground: heights are not carried. */
export function toWgs84(place: LonLat): LonLat {
  const [x, y, z] = geocentric(place);
  const [rx, ry, rz] = ROTATION;
  return geographic([
    SHIFT[0] + SCALE * (x - rz * y + ry * z),
    SHIFT[1] + SCALE * (rz * x + y - rx * z),
    SHIFT[2] + SCALE * (-ry * x + rx * y + z),
  ]);
}

/** WGS 84 to VN-2000 (EPSG:4756), degrees, on the ground: heights are not carried. */
export function fromWgs84(place: LonLat): LonLat {
  const [gx, gy, gz] = geocentric(place);
  const x = (gx - SHIFT[0]) / SCALE;
  const y = (gy - SHIFT[1]) / SCALE;
  const z = (gz - SHIFT[2]) / SCALE;
  // The rotations are under 1e-7 rad, so the inverse is the transpose to far below a millimetre.
  const [rx, ry, rz] = ROTATION;
  return geographic([x + rz * y - ry * z, -rz * x + y + rx * z, ry * x - rx * y + z]);
}
