import { describe, expect, it } from 'vitest';
import { areaFor } from '../src/live/area';
import type { Box, TileId } from '../src/map/touched';
import { across, boxOfTiles, down, touched, touches } from '../src/map/touched';

const LON = 107.1010378;
const LAT = 16.8172845;
const dot = (lon: number, lat: number): Box => [lon, lat, lon, lat];
const tileAt = (z: number, lon = LON, lat = LAT): TileId => ({
  z,
  x: Math.floor(across(lon) * 2 ** z),
  y: Math.floor(down(lat) * 2 ** z),
});
const around = ({ z, x, y }: TileId): TileId[] =>
  [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ z, x: x + dx, y: y + dy })));

describe('the tiles that a change touches', () => {
  it('knows the tile in which the town is, as the server counts them', () => {
    expect(tileAt(17)).toEqual({ z: 17, x: 104530, y: 59323 });
    expect(tileAt(0)).toEqual({ z: 0, x: 0, y: 0 });
  });

  it('is one tile for a point in its middle, at every level', () => {
    for (let z = 9; z <= 17; z += 1) {
      const tile = tileAt(z);
      const [west, south, east, north] = boxOfTiles([tile]) as Box;
      const middle = dot((west + east) / 2, (south + north) / 2);
      expect(touched(around(tile), [middle])).toEqual([tile]);
    }
  });

  it('is the neighbour too, for a point in the margin that both hold', () => {
    const tile = tileAt(17);
    const edge = ((tile.x + 1) / 2 ** 17) * 360 - 180;
    const width = 360 / 2 ** 17;
    const east = { ...tile, x: tile.x + 1 };
    expect(touched([tile, east], [dot(edge - width / 100, LAT)])).toEqual([tile, east]);
    expect(touched([tile, east], [dot(edge - width / 50, LAT)])).toEqual([tile]);
    expect(touched([tile, east], [dot(edge + width / 50, LAT)])).toEqual([east]);
  });

  it('is both the tiles where a thing was and where it is, and none between', () => {
    const tiles = [0, 1, 2, 3].map((step) => ({ ...tileAt(17), x: 104530 + step }));
    const middle = (tile: TileId) => {
      const [west, south, east, north] = boxOfTiles([tile]) as Box;
      return dot((west + east) / 2, (south + north) / 2);
    };
    const [first, , , last] = tiles as [TileId, TileId, TileId, TileId];
    expect(touched(tiles, [middle(first), middle(last)])).toEqual([first, last]);
  });

  it('is every tile an area covers', () => {
    expect(touched(around(tileAt(15)), [[107, 16, 108, 17]])).toHaveLength(9);
    expect(touches(tileAt(15), [0, 0, 1, 1])).toBe(false);
  });
});

describe('the area that is listened to', () => {
  const needed: Box = [107.1, 16.8, 107.12, 16.82];

  it('holds what is needed and a margin', () => {
    expect(areaFor(needed, null)).toEqual([107.09, 16.79, 107.13, 16.83]);
  });

  it('stays while it serves', () => {
    const area = areaFor(needed, null);
    expect(areaFor([107.105, 16.805, 107.125, 16.825], area)).toBe(area);
    expect(areaFor([107.115, 16.8, 107.135, 16.82], area)).not.toBe(area);
  });

  it('shrinks when far more is listened to than is seen', () => {
    const city = areaFor([107, 16.7, 107.2, 16.9], null);
    expect(areaFor(needed, city)).not.toBe(city);
  });
});
