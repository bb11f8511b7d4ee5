import { describe, expect, it } from 'vitest';
import { readNumber, writeNumber } from '../src/edit/numbers';
import { readInstant, writeInstant } from '../src/edit/times';

describe('numbers as people write them', () => {
  it.each([
    ['1.234,5', 'vi', 1234.5],
    ['1234,5', 'vi', 1234.5],
    ['12.345', 'vi', 12345],
    ['12,345', 'vi', 12.345],
    ['12,345', 'en', 12345],
    ['12.345', 'en', 12.345],
    ['16.8172845', 'vi', 16.8172845],
    ['0.125', 'vi', 0.125],
    ['1,5', 'en', 1.5],
    ['1,234.5', 'vi', 1234.5],
    ['1.234.567', 'vi', 1234567],
    ['1 234,5', 'vi', 1234.5],
    ['−3,5', 'vi', -3.5],
    ['-3.5', 'en', -3.5],
    [' 7 ', 'vi', 7],
    ['7,', 'vi', 7],
  ] as const)('%s in %s is %d', (written, language, value) => {
    expect(readNumber(written, language)).toBe(value);
  });

  it.each(['', 'abc', '1,2,3', '1.23.456', '12x', ',', '1.2345,6', '--1', '1e5'])('%j is none', (written) => {
    expect(readNumber(written, 'vi')).toBeNaN();
  });

  it.each([0, 1234.5, -0.001, 13853.3, 107.0394291, 1e15, 0.1 + 0.2])('%d comes back as it went', (value) => {
    for (const language of ['vi', 'en'] as const) {
      expect(readNumber(writeNumber(value, language), language)).toBe(value);
    }
  });

  it('has the decimal mark of the language and no marks between thousands', () => {
    expect(writeNumber(13853.3, 'vi')).toBe('13853,3');
    expect(writeNumber(13853.3, 'en')).toBe('13853.3');
  });
});

describe('instants in the city’s time', () => {
  it('are shown and understood seven hours ahead of Greenwich', () => {
    expect(writeInstant('2020-10-17T20:30:15Z')).toBe('2020-10-18T03:30');
    expect(readInstant('2020-10-18T03:30')).toBe('2020-10-18T03:30:00+07:00');
    expect(Date.parse(readInstant('2020-10-18T03:30') ?? '')).toBe(Date.parse('2020-10-17T20:30:00Z'));
  });

  it('are none when they are not', () => {
    expect(readInstant('2020-13-40T99:00')).toBeNull();
    expect(writeInstant('yesterday')).toBe('');
  });
});
