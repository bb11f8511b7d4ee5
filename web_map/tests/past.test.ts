import { expect, it } from 'vitest';
import type { CityFeature } from '../src/api/features';
import { beginOf, dayOf, daysKept, replayable, stepOf } from '../src/past/day';
import { recall } from '../src/past/recall';

const NOW = Date.parse('2026-11-23T00:05:00+07:00');

it('knows the day by the city’s clock', () => {
  expect(dayOf(NOW)).toBe('2026-11-23');
  expect(dayOf(NOW - 6 * 60_000)).toBe('2026-11-22');
  expect(beginOf('2026-11-23')).toBe(NOW - 5 * 60_000);
});

it('replays what is kept, in steps', () => {
  const days = daysKept(NOW);
  expect([days[0], days[1], days.at(-1)]).toEqual(['2026-11-23', '2026-11-22', '2026-10-20']);
  expect(stepOf(NOW)).toBe(beginOf('2026-11-23'));
  expect(replayable(beginOf('2026-10-20'), NOW)).toBe(beginOf('2026-10-20'));
  expect(replayable(beginOf('2026-10-20') - 1, NOW)).toBeNull();
  expect(replayable(NOW + 1, NOW)).toBeNull();
  expect(replayable(Number.NaN, NOW)).toBeNull();
});

it('tells of a moment what was observed by then, and nothing of the present', () => {
  const row = (properties: CityFeature['properties']): CityFeature => ({ type: 'Feature', geometry: null, properties });
  const now = row({ location: 'An Lạc', status: 'on', level_m: 2.3, phenomenon_time: '2026-11-23T00:00:00Z' });
  const observed = ['status', 'level_m', 'battery_v'];
  const rows = [
    row({ location: 'an id', datetime: '2026-11-21T20:03:00Z', status: 'off', level_m: null, battery_v: 12.5 }),
    row({ location: 'an id', datetime: '2026-11-21T20:23:00Z', status: 'fault', level_m: null, battery_v: null }),
  ];
  expect(recall(now, observed, rows).properties).toEqual({
    location: 'An Lạc',
    status: 'fault',
    level_m: null,
    battery_v: 12.5,
    phenomenon_time: '2026-11-21T20:23:00Z',
  });
  expect(recall(now, observed, []).properties).toEqual({
    location: 'An Lạc',
    status: null,
    level_m: null,
    battery_v: null,
    phenomenon_time: null,
  });
});
