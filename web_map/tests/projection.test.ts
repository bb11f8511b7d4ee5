import { describe, expect, it } from 'vitest';
import { pathLength, ringArea } from '../src/geo/measure';
import type { PlaneSystem } from '../src/geo/vn2000';
import { CITY, NEIGHBOUR, VN_UTM, WGS_UTM, fromPlane, toPlane } from '../src/geo/vn2000';

/** The same place in every system, computed with PROJ; metres. */
const CENTRE = { lon: 107.1010378, lat: 16.8172845 };
const VECTORS: [PlaneSystem, number, number][] = [
  [CITY, 590508.771, 1860206.459],
  [NEIGHBOUR, 510573.059, 1860015.028],
  [VN_UTM, 723702.386, 1860640.409],
  [WGS_UTM, 723898.903, 1860530.414],
];

describe('plane coordinates', () => {
  it.each(VECTORS)('agree with PROJ to a millimetre: $name', (system, east, north) => {
    const plane = toPlane(CENTRE, system);
    expect(Math.abs(plane.east - east)).toBeLessThan(0.001);
    expect(Math.abs(plane.north - north)).toBeLessThan(0.001);
  });

  it.each(VECTORS)('come back: $name', (system) => {
    const place = fromPlane(toPlane(CENTRE, system), system);
    // Half a millimetre: the small change of height between the ellipsoids is not carried.
    expect(place.lon).toBeCloseTo(CENTRE.lon, 8);
    expect(place.lat).toBeCloseTo(CENTRE.lat, 8);
  });

  it.each([
    [107.03, 16.75, 582966.3693, 1852729.2905],
    [107.14, 16.86, 594640.3941, 1864951.9272],
  ])('agree at the corners of the city', (lon, lat, east, north) => {
    const plane = toPlane({ lon, lat });
    expect(Math.abs(plane.east - east)).toBeLessThan(0.001);
    expect(Math.abs(plane.north - north)).toBeLessThan(0.001);
  });
});

describe('measuring', () => {
  const square = [
    { east: 590000, north: 1860000 },
    { east: 590100, north: 1860000 },
    { east: 590100, north: 1860050 },
    { east: 590000, north: 1860050 },
  ].map((corner) => fromPlane(corner));

  it('gives true metres along a path', () => {
    expect(pathLength(square)).toBeCloseTo(250, 3);
    expect(pathLength(square.slice(0, 1))).toBe(0);
  });

  it('gives square metres, whichever way the ring turns', () => {
    expect(ringArea(square)).toBeCloseTo(5000, 2);
    expect(ringArea(square.toReversed())).toBeCloseTo(5000, 2);
    expect(ringArea(square.slice(0, 2))).toBe(0);
  });
});
