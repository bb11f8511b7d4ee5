import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { GeometryType } from '../src/edit/fields';
import { inPlane } from '../src/edit/plane';
import { geometryFrom, measured, piecesOf, sameShape, withHeights } from '../src/edit/shape';

const square = (lon: number, lat: number, size: number): Position[] =>
  [
    [lon, lat],
    [lon + size, lat],
    [lon + size, lat + size],
    [lon, lat + size],
    [lon, lat],
  ].map((place) => place.map((value) => Number(value.toFixed(7))));
const outer = square(107.1, 16.81, 0.001);
const hole = square(107.1002, 16.8102, 0.0002);
const shapes: Geometry[] = [
  { type: 'Point', coordinates: [107.1, 16.81] },
  {
    type: 'MultiPoint',
    coordinates: [
      [107.1, 16.81],
      [107.2, 16.82],
    ],
  },
  {
    type: 'LineString',
    coordinates: [
      [107.1, 16.81],
      [107.2, 16.82],
    ],
  },
  { type: 'MultiLineString', coordinates: [outer.slice(0, 2), outer.slice(2, 4)] },
  { type: 'Polygon', coordinates: [outer, hole] },
  { type: 'MultiPolygon', coordinates: [[outer, hole], [square(107.11, 16.81, 0.001)]] },
];

describe('geometries in pieces', () => {
  it.each(shapes.map((shape) => [shape.type, shape] as const))('%s comes together again', (type, shape) => {
    const pieces = piecesOf(shape);
    expect(geometryFrom(type as GeometryType, pieces)).toEqual(shape);
    expect(geometryFrom(type as GeometryType, [...pieces].reverse())).toEqual(shape);
  });

  it('keep holes with their part, whatever part was taken away before', () => {
    const pieces = piecesOf(shapes[5] ?? null).filter(({ part }) => part !== 1);
    expect(geometryFrom('MultiPolygon', pieces)).toEqual({ type: 'MultiPolygon', coordinates: [[outer, hole]] });
    const orphan = piecesOf(shapes[5] ?? null).filter(({ ring }) => ring === 1);
    expect(geometryFrom('MultiPolygon', orphan)).toBeNull();
  });

  it('differ only where a served digit does', () => {
    const [point] = shapes;
    expect(sameShape(point ?? null, { type: 'Point', coordinates: [107.10000004, 16.81] })).toBe(true);
    expect(sameShape(point ?? null, { type: 'Point', coordinates: [107.1000001, 16.81] })).toBe(false);
    expect(sameShape(point ?? null, null)).toBe(false);
    expect(sameShape(point ?? null, { type: 'Point', coordinates: [107.1, 16.81, 3] })).toBe(false);
  });

  it('keep nine decimals', () => {
    const made = geometryFrom('Point', [{ kind: 'point', part: 0, ring: 0, places: [[107.12345678912, 16.8]] }]);
    expect(made).toEqual({ type: 'Point', coordinates: [107.123456789, 16.8] });
  });

  it('keep their heights; a new place takes its neighbour’s', () => {
    const before = [
      [107.1, 16.8, 5],
      [107.2, 16.8, 9],
    ];
    const moved = [
      [107.1, 16.8],
      [107.15, 16.8],
      [107.2, 16.8],
    ];
    expect(withHeights(moved, before).map(([, , height]) => height)).toEqual([5, 5, 9]);
    expect(withHeights([[107.3, 16.8]], [[107.1, 16.8, 4]])).toEqual([[107.3, 16.8, 4]]);
    expect(withHeights(moved, [[107.1, 16.8]])).toEqual(moved);
  });

  it('are measured in metres, holes taken off', () => {
    const whole = measured(piecesOf({ type: 'Polygon', coordinates: [outer] }));
    const pierced = measured(piecesOf({ type: 'Polygon', coordinates: [outer, hole] }));
    expect(whole.area).toBeCloseTo(106.6 * 110.7, -2);
    expect((whole.area ?? 0) - (pierced.area ?? 0)).toBeCloseTo((whole.area ?? 0) / 25, 0);
    expect(measured(piecesOf({ type: 'LineString', coordinates: outer.slice(0, 2) }))).toMatchObject({ area: null });
  });
});

describe('geometries in metres of the law', () => {
  const served: Geometry = {
    type: 'LineString',
    coordinates: [
      [107.1010378, 16.8172845],
      [107.1, 16.81, 4],
    ],
  };
  const plane: Geometry = {
    type: 'LineString',
    coordinates: [
      [590508.774, 1860206.462],
      [590400.5, 1859400.25, 4],
    ],
  };

  it('keep to the millimetre what was not touched', () => {
    const moved: Geometry = {
      type: 'LineString',
      coordinates: [
        [107.1010378, 16.8172845],
        [107.102, 16.818],
        [107.1, 16.81, 4],
      ],
    };
    const made = inPlane(moved, served, plane);
    const [first, between, last] = made?.type === 'LineString' ? made.coordinates : [];
    expect(first).toEqual([590508.774, 1860206.462]);
    expect(last).toEqual([590400.5, 1859400.25, 4]);
    expect(between?.[0]).toBeCloseTo(590611.2, 0);
  });

  it('are reckoned to the millimetre where nothing stood', () => {
    const made = inPlane({ type: 'Point', coordinates: [107.1010378, 16.8172845] }, null, null);
    expect(made).toEqual({ type: 'Point', coordinates: [590508.771, 1860206.459] });
  });
});
