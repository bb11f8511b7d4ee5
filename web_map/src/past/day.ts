/** The city's clock is so far ahead of UTC, all year round. */
const AHEAD_MS = 7 * 3_600_000;

export const DAY_MS = 86_400_000;
/** A replay shows a moment every so often. */
export const STEP_MS = 600_000;
/** Observations are kept so long that so many days before today can be replayed. */
export const DAYS_KEPT = 34;

/** The day in the city to which an instant (milliseconds since 1970) belongs: 2026-11-21. */
export const dayOf = (at: number): string => new Date(at + AHEAD_MS).toISOString().slice(0, 10);

/** When a day begins in the city; NaN for what is no day. */
export const beginOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - AHEAD_MS;

/** The last moment of a replay that is not after `at`. */
export const stepOf = (at: number): number => Math.floor(at / STEP_MS) * STEP_MS;

/** The days that can be replayed, today first. */
export function daysKept(now: number): string[] {
  return Array.from({ length: DAYS_KEPT + 1 }, (_, back) => dayOf(now - back * DAY_MS));
}

/** `at` brought into what can be replayed; null for the future and for what makes no sense. */
export function replayable(at: number, now: number): number | null {
  const first = beginOf(dayOf(now - DAYS_KEPT * DAY_MS));
  return Number.isFinite(at) && at <= now && at >= first ? stepOf(at) : null;
}
