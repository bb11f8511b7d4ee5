import type { Language } from './language.svelte';

const LOCALE = { vi: 'vi-VN', en: 'en-GB' } as const;
const ZONE = 'Asia/Ho_Chi_Minh';

const UNITS: Record<string, string> = {
  m2: 'm²',
  m3: 'm³',
  km2: 'km²',
  'kW.h': 'kWh',
  'W.h': 'Wh',
  'cd/m2': 'cd/m²',
  har: 'ha',
  'm3/s': 'm³/s',
  'm3/h': 'm³/h',
  'm3/d': 'm³/d',
  'L/h': 'l/h',
  Cel: '°C',
  deg: '°',
  'ug/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'dB(A)': 'dB(A)',
  '1': '',
  '[pH]': '',
  'B[SPL]': 'B',
  cal: 'cal',
};

const UNITS_VI: Record<string, string> = { a: 'năm', mo: 'tháng', d: 'ngày', h: 'giờ', min: 'phút', s: 'giây' };

/** A unit as people write it: UCUM codes become m², °C, µg/m³; `{households}` and the like lose their braces. */
export function unitText(unit: string, language: Language): string {
  const known = (language === 'vi' ? UNITS_VI[unit] : undefined) ?? UNITS[unit];
  return known ?? unit.replace(/[{}]/g, '').replaceAll('.', '·');
}

/** A number in the reader's form: 1.234,5 in Vietnamese, 1,234.5 in English. */
export function numberText(value: number, language: Language, digits = 3): string {
  return new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: digits }).format(value);
}

/** A number with its unit; per cent and degrees stand where each language puts them. */
export function quantityText(value: number, unit: string | undefined, language: Language, digits = 3): string {
  const written = numberText(value, language, digits);
  const symbol = unit ? unitText(unit, language) : '';
  return !symbol || symbol === '°' || symbol === '%' ? written + symbol : `${written}\u00a0${symbol}`;
}

/** A length: metres below a kilometre, else kilometres. */
export function lengthText(metres: number, language: Language): string {
  if (metres < 1000) return quantityText(metres, 'm', language, metres < 100 ? 1 : 0);
  return quantityText(metres / 1000, 'km', language, 2);
}

/** An area: square metres below ten hectares, else hectares, else square kilometres. */
export function areaText(squareMetres: number, language: Language): string {
  if (squareMetres < 100_000) return quantityText(squareMetres, 'm2', language, squareMetres < 1000 ? 1 : 0);
  if (squareMetres < 10_000_000) return quantityText(squareMetres / 10_000, 'ha', language, 2);
  return quantityText(squareMetres / 1_000_000, 'km2', language, 2);
}

/** An ISO date: 18/10/2020. */
export function dateText(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** An instant (ISO 8601, or milliseconds since 1970) in the city's time: 18/10/2020 03:30. */
export function instantText(at: string | number): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return String(at);
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`;
}

const STEPS: readonly [number, Intl.RelativeTimeFormatUnit][] = [
  [60, 'second'],
  [60, 'minute'],
  [24, 'hour'],
  [30, 'day'],
  [12, 'month'],
  [Number.POSITIVE_INFINITY, 'year'],
];

/** How long ago an instant was: 2 phút trước, 2 minutes ago. */
export function ageText(iso: string, language: Language, now: number = Date.now()): string {
  let amount = (new Date(iso).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto' });
  for (const [size, unit] of STEPS) {
    if (Math.abs(Math.round(amount)) < size) return format.format(Math.round(amount), unit);
    amount /= size;
  }
  return '';
}

/** The time of day in the city: 19:05. */
export const clockText = (instant: number): string => instantText(instant).slice(-5);

/** How long something takes: seconds below a minute, minutes below an hour (rounded up), else hours. */
export function durationText(seconds: number, language: Language): string {
  const [amount, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  const format = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(LOCALE[language], format).format(Math.ceil(amount));
}

/** WGS 84 degrees: 16.817285, 107.101038 (always with a point, so that it can be pasted anywhere). */
export function degreesText(lon: number, lat: number, digits = 6): string {
  return `${lat.toFixed(digits)}, ${lon.toFixed(digits)}`;
}
