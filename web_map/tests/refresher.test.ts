import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refresher } from '../src/live/refresher';
import type { Box, TileId } from '../src/map/touched';

const TILES: TileId[] = [104529, 104530, 104531].map((x) => ({ z: 17, x, y: 59323 }));
const HERE: Box = [107.1010378, 16.8172845, 107.1010378, 16.8172845];

let resting: boolean;
let asked: { source: string; tiles: TileId[] | undefined }[];
let refresher: Refresher;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  resting = true;
  asked = [];
  refresher = new Refresher({
    covering: () => TILES,
    rests: () => resting,
    refresh: (source, tiles) => asked.push({ source, tiles }),
  });
});

afterEach(() => {
  refresher.stop();
  vi.useRealTimers();
});

it('has only the touched tiles fetched again, at once', () => {
  refresher.touch('lighting', [HERE]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([{ source: 'lighting', tiles: [TILES[1]] }]);
});

it('fetches nothing for what is out of view', () => {
  refresher.touch('lighting', [[0, 0, 1, 1]]);
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([]);
});

it('fetches a tile once for many changes, a few times a second for ever so many', () => {
  for (let count = 0; count < 1000; count += 1) refresher.touch('lighting', [HERE]);
  vi.advanceTimersByTime(1);
  expect(asked).toHaveLength(1);
  for (let count = 0; count < 1000; count += 1) {
    refresher.touch('lighting', [HERE]);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1000);
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(6);
});

it('waits for tiles on their way, which may be older than the change', () => {
  resting = false;
  refresher.touch('lighting', [HERE]);
  vi.advanceTimersByTime(500);
  expect(asked).toEqual([]);
  resting = true;
  vi.advanceTimersByTime(60);
  expect(asked).toHaveLength(1);
});

it('does not wait for ever, and asks once more when the tiles have come', () => {
  resting = false;
  refresher.touch('lighting', [HERE]);
  vi.advanceTimersByTime(1600);
  expect(asked).toHaveLength(1);
  resting = true;
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveLength(2);
  vi.advanceTimersByTime(10_000);
  expect(asked).toHaveLength(2);
});

it('fetches everything when everything may have changed', () => {
  refresher.touch('lighting', [HERE]);
  refresher.touch('lighting', null);
  refresher.touch('lighting', [HERE]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([{ source: 'lighting', tiles: undefined }]);
});

it('keeps no more boxes than make sense', () => {
  const many = Array.from({ length: 1500 }, () => HERE);
  refresher.touch('lighting', many);
  refresher.touch('lighting', many);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([{ source: 'lighting', tiles: undefined }]);
});

it('keeps sources apart', () => {
  refresher.touch('lighting', [HERE]);
  refresher.touch('base', null);
  vi.advanceTimersByTime(1);
  expect(asked.map(({ source }) => source).sort()).toEqual(['base', 'lighting']);
});
