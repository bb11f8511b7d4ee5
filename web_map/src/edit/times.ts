/** The city's clock: Indochina Time, the same all year. */
const OFFSET = '+07:00';
const OFFSET_MS = 7 * 3_600_000;

/** An instant as a field for date and time shows it, in the city's time: 2020-10-18T03:30. */
export function writeInstant(iso: string): string {
  const instant = Date.parse(iso);
  return Number.isNaN(instant) ? '' : new Date(instant + OFFSET_MS).toISOString().slice(0, 16);
}

/** The instant that a field for date and time means (RFC 3339, in the city's time); null when it means none. */
export function readInstant(local: string): string | null {
  const iso = `${local.length === 16 ? `${local}:00` : local}${OFFSET}`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}
