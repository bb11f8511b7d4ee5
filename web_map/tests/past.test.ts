import { expect, it } from 'vitest';
import { beginOf, dayOf, daysKept, replayable, stepOf } from '../src/past/day';

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
