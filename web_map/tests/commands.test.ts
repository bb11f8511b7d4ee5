import { expect, it } from 'vitest';
import type { CityFeature } from '../src/api/features';
import { ICONS, isOpen, STATUSES, statusOf, tally } from '../src/commands/progress';

const command = (status: string | null): CityFeature => ({
  type: 'Feature',
  geometry: null,
  properties: { status },
});

it('counts how far the commands of a set have come, in the order of going on', () => {
  const set = ['done', 'sent', 'done', 'expired', null].map(command);
  expect(tally(set)).toEqual([
    ['queued', 1],
    ['sent', 1],
    ['done', 2],
    ['expired', 1],
  ]);
});

it('takes nothing for done that the device has not answered', () => {
  expect(statusOf(command(null))).toBe('queued');
  expect(statusOf(command('a word of tomorrow'))).toBe('queued');
  expect(['queued', 'sent'].map((status) => isOpen(command(status)))).toEqual([true, true]);
  expect(isOpen(command('done'))).toBe(false);
});

it('has another sign for every status, so that the colour need not be seen', () => {
  expect(new Set(STATUSES.map((status) => ICONS[status])).size).toBe(STATUSES.length);
});
