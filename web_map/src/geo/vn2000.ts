import { fromWgs84, toWgs84 } from './datum';
import type { Grid, LonLat, Plane } from './transverse-mercator';
import { project, unproject } from './transverse-mercator';

/** A plane coordinate system that people of the city write coordinates in. */
export interface PlaneSystem {
  name: string;
  grid: Grid;
  vn2000: boolean;
}

const tm3 = (centralMeridian: number): Grid => ({ centralMeridian, scale: 0.9999, falseEast: 500_000 });
const utm48: Grid = { centralMeridian: 105, scale: 0.9996, falseEast: 500_000 };

/** The city's own system: EPSG:9212. */
export const CITY: PlaneSystem = { name: "VN-2000 / TM-3 106°15'", grid: tm3(106.25), vn2000: true };
/** How the city's own system is called in requests. */
export const CITY_CRS = 'http://www.opengis.net/def/crs/EPSG/0/9212';
/** EPSG:9214, the neighbouring zone, met in files of the old Huế zone. */
export const NEIGHBOUR: PlaneSystem = { name: "VN-2000 / TM-3 107°00'", grid: tm3(107), vn2000: true };
/** EPSG:3405. */
export const VN_UTM: PlaneSystem = { name: 'VN-2000 / UTM 48N', grid: utm48, vn2000: true };
/** EPSG:32648. */
export const WGS_UTM: PlaneSystem = { name: 'WGS 84 / UTM 48N', grid: utm48, vn2000: false };

/** WGS 84 degrees to metres in `system`. */
export function toPlane(place: LonLat, system: PlaneSystem = CITY): Plane {
  return project(system.vn2000 ? fromWgs84(place) : place, system.grid);
}

/** Metres in `system` to WGS 84 degrees. */
export function fromPlane(plane: Plane, system: PlaneSystem = CITY): LonLat {
  const place = unproject(plane, system.grid);
  return system.vn2000 ? toWgs84(place) : place;
}
