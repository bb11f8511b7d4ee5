import type { Box } from '../map/touched';

/** Listened to around what the tiles in view hold, as a share of its sides, so that a small pan needs no new stream. */
const MARGIN = 0.5;
/** An area this many times larger than needed is given up: too much would be told that nobody sees. */
const TOO_LARGE = 30;
const DIGITS = 5;

const size = ([west, south, east, north]: Box) => (east - west) * (north - south);

const holds = (outer: Box, inner: Box) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

/** The area to listen to when `needed` is what the tiles in view hold: the one there is, while it serves. */
export function areaFor(needed: Box, now: Box | null): Box {
  if (now && holds(now, needed) && size(now) <= size(needed) * TOO_LARGE) return now;
  const [west, south, east, north] = needed;
  const wide = (east - west) * MARGIN;
  const high = (north - south) * MARGIN;
  const out = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  return [
    Number(out(west - wide, -180, 180).toFixed(DIGITS)),
    Number(out(south - high, -85, 85).toFixed(DIGITS)),
    Number(out(east + wide, -180, 180).toFixed(DIGITS)),
    Number(out(north + high, -85, 85).toFixed(DIGITS)),
  ];
}
