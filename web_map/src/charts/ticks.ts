import type { Language } from '../text/language.svelte';

export type Span = 'day' | 'month' | 'year';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** The city's clock is so many seconds ahead of UTC, all year round. */
const AHEAD = 7 * HOUR;

/** How long each span is, in seconds. */
export const SECONDS: Record<Span, number> = { day: DAY, month: 30 * DAY, year: 365 * DAY };

export interface Tick {
  /** Seconds since 1970. */
  at: number;
  label: string;
}

/** The marks of a time axis from `from` to `to` (seconds since 1970) on the city's clock, no more than `most` or so. */
export function ticks(from: number, to: number, language: Language, most = 6): Tick[] {
  const length = to - from;
  if (length > 100 * DAY) return months(from, to, language, most);
  const steps = [1, 2, 3, 4, 6, 12, 24, 48, 120, 240, 360].map((hours) => hours * HOUR);
  const step = steps.find((one) => length / one <= most) ?? 15 * DAY;
  const found: Tick[] = [];
  for (let local = Math.ceil((from + AHEAD) / step) * step; local <= to + AHEAD; local += step) {
    found.push({ at: local - AHEAD, label: local % DAY === 0 ? dayLabel(local) : hourLabel(local) });
  }
  return found;
}

function months(from: number, to: number, language: Language, most: number): Tick[] {
  const every = Math.ceil((to - from) / (31 * DAY) / most);
  const name = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { month: 'short', timeZone: 'UTC' });
  const first = new Date((from + AHEAD) * 1000);
  const found: Tick[] = [];
  for (let month = first.getUTCMonth() + 1; ; month += 1) {
    const local = new Date(Date.UTC(first.getUTCFullYear(), month, 1));
    const at = local.getTime() / 1000 - AHEAD;
    if (at > to) return found;
    if (local.getUTCMonth() % every !== 0) continue;
    found.push({ at, label: local.getUTCMonth() === 0 ? String(local.getUTCFullYear()) : name.format(local) });
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const hourLabel = (local: number) => `${two(Math.floor((local % DAY) / HOUR))}:00`;

function dayLabel(local: number): string {
  const day = new Date(local * 1000);
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}`;
}

/** How many decimals marks need that are `step` apart. */
export const decimalsOf = (step: number): number => Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
