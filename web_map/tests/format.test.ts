import { describe, expect, it } from 'vitest';
import { ageText, areaText, dateText, instantText, lengthText, numberText, quantityText } from '../src/text/format';

describe('what is written in the reader’s form', () => {
  it('numbers and units', () => {
    expect(quantityText(1234.5, 'm2', 'vi')).toBe('1.234,5\u00a0m²');
    expect(quantityText(1234.5, 'm2', 'en')).toBe('1,234.5\u00a0m²');
    expect(quantityText(80, '%', 'vi')).toBe('80%');
    expect(quantityText(12.5, 'ug/m3', 'vi')).toBe('12,5\u00a0µg/m³');
    expect(quantityText(31, 'Cel', 'en')).toBe('31\u00a0°C');
    expect(quantityText(5, 'kW.h', 'vi')).toBe('5\u00a0kWh');
    expect(quantityText(90, 'deg', 'vi')).toBe('90°');
    expect(quantityText(3, 'min', 'vi')).toBe('3\u00a0phút');
    expect(quantityText(3, '{household}', 'en')).toBe('3\u00a0household');
    expect(numberText(8000, 'vi')).toBe('8.000');
  });

  it('lengths and areas in fitting units', () => {
    expect(lengthText(9.44, 'vi')).toBe('9,4\u00a0m');
    expect(lengthText(436.4, 'vi')).toBe('436\u00a0m');
    expect(lengthText(12_345, 'vi')).toBe('12,35\u00a0km');
    expect(areaText(412.56, 'vi')).toBe('412,6\u00a0m²');
    expect(areaText(203_000, 'en')).toBe('20.3\u00a0ha');
    expect(areaText(72_900_000, 'vi')).toBe('72,9\u00a0km²');
  });

  it('dates, and instants in the city’s time', () => {
    expect(dateText('2020-10-18')).toBe('18/10/2020');
    expect(instantText('2020-10-17T20:30:00Z')).toBe('18/10/2020 03:30');
    expect(instantText('2020-10-18T03:30:00+07:00')).toBe('18/10/2020 03:30');
    expect(instantText('sometime')).toBe('sometime');
  });

  it('ages', () => {
    const now = Date.parse('2026-11-22T03:30:00Z');
    expect(ageText('2026-11-22T03:28:00Z', 'vi', now)).toBe('2 phút trước');
    expect(ageText('2026-11-22T00:30:00Z', 'en', now)).toBe('3 hours ago');
    expect(ageText('2026-11-12T03:30:00Z', 'vi', now)).toBe('10 ngày trước');
    expect(ageText('2020-10-18T03:30:00Z', 'en', now)).toBe('6 years ago');
  });
});
