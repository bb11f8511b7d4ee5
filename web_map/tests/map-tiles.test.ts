import type { Map as MapEngine } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MapTiles } from '../src/map/map-tiles';

const TILE = { z: 15, x: 26132, y: 14830 };

let hear: Record<string, (event?: unknown) => void>;
let refreshed: unknown[];
let tiles: MapTiles;

beforeEach(() => {
  vi.useFakeTimers();
  hear = {};
  refreshed = [];
  const engine = {
    on: (type: string, listener: (event?: unknown) => void) => (hear[type] = listener),
    once: () => undefined,
    getSource: () => ({ type: 'vector', minzoom: 9, maxzoom: 17 }),
    coveringTiles: () => [{ canonical: TILE }],
    refreshTiles: (source: string, ids: unknown) => refreshed.push([source, ids]),
  };
  tiles = new MapTiles(engine as unknown as MapEngine);
  tiles.drawn = new Map([['roads', { sources: new Set(['base']), from: 9 }]]);
});

afterEach(() => {
  tiles.stop();
  vi.useRealTimers();
});

const fail = (status?: number) => hear.error?.({ sourceId: 'base', tile: {}, error: { status } });

it.each([undefined, 0, 503])(
  'a tile that did not come (%s) is asked for again after a pause, once for many',
  (status) => {
    fail(status);
    fail(status);
    expect(refreshed).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(refreshed).toEqual([['base', [TILE]]]);
    fail(status);
    vi.advanceTimersByTime(2000);
    expect(refreshed).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(refreshed).toHaveLength(2);
  },
);

it('a tile that did not come is asked for at once when the connection is back', () => {
  fail(0);
  tiles.connected = true;
  expect(refreshed).toEqual([['base', [TILE]]]);
});

it('a refused tile raises the question who is there, and is left alone', () => {
  tiles.onrefused = vi.fn();
  fail(401);
  vi.advanceTimersByTime(60_000);
  expect(tiles.onrefused).toHaveBeenCalledOnce();
  expect(refreshed).toEqual([]);
});

it('tiles that come back into view are looked after, those that stayed are not', () => {
  tiles.connected = true;
  hear.move?.();
  hear.render?.();
  expect(refreshed).toEqual([['base', [TILE]]]);
  hear.move?.();
  hear.render?.();
  expect(refreshed).toHaveLength(1);
});

it('before the first connection tiles are new, and left alone', () => {
  hear.move?.();
  hear.render?.();
  expect(refreshed).toEqual([]);
  tiles.connected = true;
  expect(refreshed).toEqual([]);
});

it('tiles that come back while the connection is lost are looked after once it is back', () => {
  tiles.connected = true;
  tiles.connected = false;
  hear.move?.();
  hear.render?.();
  expect(refreshed).toEqual([]);
  tiles.connected = true;
  expect(refreshed).toEqual([['base', [TILE]]]);
});
