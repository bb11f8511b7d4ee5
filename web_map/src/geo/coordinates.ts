import type { LonLat } from './transverse-mercator';
import type { PlaneSystem } from './vn2000';
import { CITY, NEIGHBOUR, VN_UTM, WGS_UTM, fromPlane } from './vn2000';

/** One reading of a text as a place: where it is and the system it was written in. */
export interface Reading extends LonLat {
  system: string;
}

const NORTH = [1_780_000, 1_920_000] as const;

/** Plane systems by the eastings that Đông Hà and its surroundings have in them. */
const SYSTEMS: readonly { east: readonly [number, number]; systems: readonly PlaneSystem[] }[] = [
  { east: [560_000, 630_000], systems: [CITY] },
  { east: [480_000, 540_000], systems: [NEIGHBOUR] },
  { east: [695_000, 755_000], systems: [VN_UTM, WGS_UTM] },
];

const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;

/**
 * The places a text can mean as coordinates, the likeliest first; empty when it is no coordinate pair.
 *
 * WGS 84 degrees (decimal or degrees-minutes-seconds) and VN-2000 or UTM metres are told apart by their values, in
 * either order, with decimal point or decimal comma, with or without thousands separators.
 */
export function readCoordinates(text: string): Reading[] {
  const sexagesimal = readSexagesimal(text);
  if (sexagesimal) return [sexagesimal];
  for (const [first, second] of pairs(text)) {
    const readings = readPair(first, second);
    if (readings.length > 0) return readings;
  }
  return [];
}

function readPair(first: number, second: number): Reading[] {
  const [small, large] = first < second ? [first, second] : [second, first];
  if (within(small, [8, 24]) && within(large, [102, 118])) return [{ lon: large, lat: small, system: 'WGS 84' }];
  if (!within(large, NORTH)) return [];
  const match = SYSTEMS.find(({ east }) => within(small, east));
  return (match?.systems ?? []).map((system) => ({
    ...fromPlane({ east: small, north: large }, system),
    system: system.name,
  }));
}

/** Every way to read the text as two numbers. */
function* pairs(text: string): Generator<[number, number]> {
  const bare = text
    .replace(/[°º]/g, '')
    .replace(/\b(lat|lon|lng|east|north|[xyenEN])\b\s*[:=]?/gi, ' ')
    .replace(/(?<=\d)\s*[NEB Đ]+(?=[\s,;]|$)/g, ' ')
    .replace(/\bm\b/g, ' ')
    .trim();
  if (!/^[-+\d.,;\s|]+$/.test(bare)) return;
  for (const parts of splits(bare)) {
    const [first = [], second = []] = parts.map(numbers);
    for (const a of first) for (const b of second) yield [a, b];
  }
}

function* splits(text: string): Generator<[string, string]> {
  const loose = text.split(/\s*[;|]\s*|,\s+|\s+,?/).filter(Boolean);
  if (loose.length === 2) yield loose as [string, string];
  if (loose.length !== 1) return;
  const commas = [...text.matchAll(/,/g)].map((match) => match.index);
  // `16.81,107.10` parts at its one comma; `16,81,107,10` at the middle one of three.
  const middle = commas[(commas.length - 1) / 2];
  if (middle !== undefined) yield [text.slice(0, middle), text.slice(middle + 1)];
}

/** The values a written number can have: `590.508,771`, `590508.771`, `590,508` (five hundred thousand or not). */
function numbers(written: string): number[] {
  const plain = (text: string) => (/^[-+]?\d+(\.\d+)?$/.test(text) ? [Number(text)] : []);
  const point = written.lastIndexOf('.');
  const comma = written.lastIndexOf(',');
  if (point >= 0 && comma >= 0) {
    const [thousands, decimal] = point < comma ? ['.', ','] : [',', '.'];
    return plain(written.replaceAll(thousands, '').replace(decimal, '.'));
  }
  const separator = point >= 0 ? '.' : ',';
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(written) ? plain(written.replaceAll(separator, '')) : [];
  return [...plain(written.replace(separator, '.')), ...grouped];
}

function readSexagesimal(text: string): Reading | null {
  const pattern =
    /(\d{1,3})\s*[°º]\s*(\d{1,2})\s*['′’]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|''))?\s*(?:[NEBĐ]\b|[BĐ])?/giu;
  const values = [...text.matchAll(pattern)].map(
    ([, degrees, minutes, seconds]) =>
      Number(degrees) + Number(minutes) / 60 + Number((seconds ?? '0').replace(',', '.')) / 3600,
  );
  if (values.length !== 2) return null;
  return readPair(values[0] ?? 0, values[1] ?? 0)[0] ?? null;
}

/** `12/345` (sheet/number) from any usual way to write a parcel: `tờ 12 thửa 345`, `to 12, thua 345`, `12/345`. */
export function readParcel(text: string): string | null {
  const folded = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/ban do|so|dat|sheet|parcel/g, (word) => (word === 'sheet' ? 'to' : word === 'parcel' ? 'thua' : ' '));
  const bySheet = /^\s*(?:to\s*)?(\d{1,4})\s*(?:\/|[,-]?\s*thua)\s*(\d{1,5})\s*$/.exec(folded);
  if (bySheet) return `${bySheet[1]}/${bySheet[2]}`;
  const byNumber = /^\s*thua\s*(\d{1,5})\s*[,-]?\s*to\s*(\d{1,4})\s*$/.exec(folded);
  return byNumber ? `${byNumber[2]}/${byNumber[1]}` : null;
}
