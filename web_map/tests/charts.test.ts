import { beforeEach, describe, expect, it } from 'vitest';
import type { Series } from '../src/api/series';
import {
  alone,
  heldAt,
  lineColumns,
  rangeText,
  rowAt,
  stretches,
  summaryText,
  valueText,
  whenText,
} from '../src/charts/reading';
import { decimalsOf, SECONDS, ticks } from '../src/charts/ticks';
import { reader } from '../src/text/language.svelte';

const at = (local: string) => Date.parse(`${local}:00+07:00`) / 1000;

const level: Series = {
  property: 'level_m',
  unit: 'm',
  title: { vi: 'Mực nước', en: 'Water level' },
  kind: 'number',
  step: null,
  from: at('2020-10-18T00:00'),
  to: at('2020-10-19T00:00'),
  time: [at('2020-10-17T23:55'), at('2020-10-18T03:30'), at('2020-10-18T04:00'), at('2020-10-18T09:00')],
  value: [3.2, 5.36, null, 4.1],
};
const lamp: Series = {
  ...level,
  property: 'status',
  unit: null,
  title: { vi: 'Trạng thái', en: 'Status' },
  kind: 'code',
  codes: [
    { value: 'on', title: { vi: 'Bật', en: 'On' }, color: '#f6c945' },
    { value: 'off', title: { vi: 'Tắt', en: 'Off' }, color: '#6b7280' },
  ],
  value: ['on', 'off', null, 'on'],
};

beforeEach(() => {
  reader.language = 'vi';
});

describe('a time axis', () => {
  it('stands on the city’s hours, with the date at midnight', () => {
    const marks = ticks(at('2026-11-21T17:35'), at('2026-11-22T17:35'), 'vi', 6);
    expect(marks.map(({ label }) => label)).toEqual(['20:00', '22/11', '04:00', '08:00', '12:00', '16:00']);
    expect(marks[1]?.at).toBe(at('2026-11-22T00:00'));
  });

  it('counts days in a month and months in a year', () => {
    const to = at('2026-11-22T17:35');
    expect(ticks(to - SECONDS.month, to, 'vi', 6).every(({ label }) => /^\d\d\/\d\d$/.test(label))).toBe(true);
    const year = ticks(to - SECONDS.year, to, 'vi', 6).map(({ label }) => label);
    expect(year).toContain('2026');
    expect(year.length).toBeGreaterThanOrEqual(5);
    expect(year.length).toBeLessThanOrEqual(7);
    expect(ticks(to - SECONDS.year, to, 'en', 6).map(({ label }) => label)).toContain('Mar');
  });

  it.each([2, 3, 4, 6, 8])('keeps to about %i marks', (most) => {
    for (const length of Object.values(SECONDS)) {
      const found = ticks(level.to - length, level.to, 'vi', most).length;
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThanOrEqual(most + 1);
    }
  });
});

describe('a series in words', () => {
  it('speaks the reader’s numbers', () => {
    expect(valueText(level, 5.36, 'vi')).toBe('5,36\u00a0m');
    expect(valueText(level, null, 'vi')).toBe('không có dữ liệu');
    expect(valueText(lamp, 'on', 'vi')).toBe('Bật');
    expect(summaryText(level, 'vi')).toBe('Mực nước: từ 3,2\u00a0m đến 5,36\u00a0m, cuối cùng 4,1\u00a0m');
    reader.language = 'en';
    expect(summaryText(lamp, 'en')).toBe('Status: On');
  });

  it('says when: an instant, a stretch, a day', () => {
    expect(whenText(level, 1)).toBe('18/10/2020 03:30');
    expect(whenText({ ...level, step: 600 }, 1)).toBe('18/10/2020 03:30–03:40');
    expect(whenText({ ...level, step: 86_400, time: [at('2020-10-18T00:00')] }, 0)).toBe('18/10/2020');
  });

  it('gives the least and the greatest where a row stands for many', () => {
    const many = { ...level, step: 600, min: [3, 5.1, null, 4.1], max: [3.4, 5.4, null, 4.1] };
    expect([0, 1, 2, 3].map((row) => rangeText(many, row, 'vi'))).toEqual([
      '3 – 3,4\u00a0m',
      '5,1 – 5,4\u00a0m',
      '',
      '',
    ]);
    expect(lineColumns(many)).toHaveLength(4);
    expect(lineColumns(level)).toEqual([level.time, [3.2, 5.36, null, 4.1]]);
  });

  it('finds the row nearest to the pointer', () => {
    expect(rowAt(level, at('2020-10-18T03:50'))).toBe(2);
    expect(rowAt(level, 0)).toBe(0);
  });

  it('finds the row that held at a moment', () => {
    expect(heldAt(level, at('2020-10-18T03:50'))).toBe(1);
    expect(heldAt(level, at('2020-10-18T04:00'))).toBe(2);
    expect(heldAt(level, 0)).toBeNull();
  });
});

describe('codes over time', () => {
  it('hold until the next, within what is shown, and not through a gap', () => {
    expect(stretches(lamp, level.to)).toEqual([
      { value: 'on', from: level.from, to: at('2020-10-18T03:30') },
      { value: 'off', from: at('2020-10-18T03:30'), to: at('2020-10-18T04:00') },
      { value: 'on', from: at('2020-10-18T09:00'), to: level.to },
    ]);
  });

  it('do not reach into the future, and join what goes on', () => {
    const still = { ...lamp, value: ['on', 'on', 'on', 'on'] };
    expect(stretches(still, at('2020-10-18T10:00'))).toEqual([
      { value: 'on', from: level.from, to: at('2020-10-18T10:00') },
    ]);
  });
});

describe('what is easily overlooked', () => {
  it('marks carry as many decimals as tell them apart', () => {
    expect([10, 1, 0.5, 0.1, 0.01, 0.0025].map(decimalsOf)).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it('a value without neighbours is found', () => {
    expect(alone([null, 3, null, 4, 5, null, 6])).toEqual([1, 6]);
    expect(alone([7])).toEqual([0]);
  });
});
