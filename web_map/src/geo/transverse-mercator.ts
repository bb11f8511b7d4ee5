/** A place on an ellipsoid, degrees. */
export interface LonLat {
  lon: number;
  lat: number;
}

/** A place on a map plane, metres. */
export interface Plane {
  east: number;
  north: number;
}

/** The parameters of a transverse Mercator plane on the WGS 84 ellipsoid, which VN-2000 uses too. */
export interface Grid {
  centralMeridian: number;
  scale: number;
  falseEast: number;
}

const A = 6378137;
const F = 1 / 298.257223563;
const N = F / (2 - F);
const RECTIFYING = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const ECCENTRICITY = Math.sqrt(F * (2 - F));
const RADIANS = Math.PI / 180;

// Krüger's series to the fourth order in n: better than 0.01 mm within three degrees of the central meridian.
const ALPHA = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16 + (41 * N ** 4) / 180,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5 + (557 * N ** 4) / 1440,
  (61 * N ** 3) / 240 - (103 * N ** 4) / 140,
  (49561 * N ** 4) / 161280,
];
const BETA = [
  N / 2 - (2 * N ** 2) / 3 + (37 * N ** 3) / 96 - N ** 4 / 360,
  N ** 2 / 48 + N ** 3 / 15 - (437 * N ** 4) / 1440,
  (17 * N ** 3) / 480 - (37 * N ** 4) / 840,
  (4397 * N ** 4) / 161280,
];

/** Geographic to plane coordinates. */
export function project({ lon, lat }: LonLat, grid: Grid): Plane {
  const lambda = (lon - grid.centralMeridian) * RADIANS;
  const sin = Math.sin(lat * RADIANS);
  const t = Math.sinh(Math.atanh(sin) - ECCENTRICITY * Math.atanh(ECCENTRICITY * sin));
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(t, Math.cos(lambda)));
  let north = xi;
  let east = eta;
  ALPHA.forEach((alpha, index) => {
    const k = 2 * (index + 1);
    north += alpha * Math.sin(k * xi) * Math.cosh(k * eta);
    east += alpha * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const radius = grid.scale * RECTIFYING;
  return { east: grid.falseEast + radius * east, north: radius * north };
}

/** Plane to geographic coordinates. */
export function unproject({ east, north }: Plane, grid: Grid): LonLat {
  const radius = grid.scale * RECTIFYING;
  const xi = north / radius;
  const eta = (east - grid.falseEast) / radius;
  let xi0 = xi;
  let eta0 = eta;
  BETA.forEach((beta, index) => {
    const k = 2 * (index + 1);
    xi0 -= beta * Math.sin(k * xi) * Math.cosh(k * eta);
    eta0 -= beta * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const conformal = Math.asin(Math.sin(xi0) / Math.cosh(eta0));
  let latitude = conformal;
  for (let round = 0; round < 6; round += 1) {
    const sin = Math.sin(latitude);
    latitude = Math.asin(Math.tanh(Math.atanh(Math.sin(conformal)) + ECCENTRICITY * Math.atanh(ECCENTRICITY * sin)));
  }
  return {
    lon: grid.centralMeridian + Math.atan2(Math.sinh(eta0), Math.cos(xi0)) / RADIANS,
    lat: latitude / RADIANS,
  };
}
