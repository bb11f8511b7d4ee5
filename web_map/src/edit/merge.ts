import type { Geometry } from 'geojson';
import type { Value } from '../api/features';
import type { Properties } from './draft';
import { equal } from './draft';

/** A feature as one of the two sides has it. */
export interface Side {
  properties: Properties;
  geometry: Geometry | null;
}

/** What I would send: only what I changed; no `geometry` member when I left it as it was. */
export interface Patch {
  properties: Properties;
  geometry?: Geometry | null;
}

export type Choice = 'mine' | 'theirs';

/** One thing that was changed since I began: by me, by the other, by both to the same, or by both to different values. */
export interface Difference<T = Value> {
  name: string;
  base: T;
  mine: T;
  theirs: T;
  by: 'me' | 'other' | 'both' | 'clash';
}

/** The name under which the geometry stands among the differences. */
export const SHAPE = '@geometry';

/** What the house writes at every change says nothing about what somebody meant. */
const RECORD = new Set(['version', 'updated_at']);

/** Everything that was changed by either side since `base`, `ignored` (what devices keep) left out. */
export function differences(
  base: Side,
  mine: Patch,
  theirs: Side,
  ignored: ReadonlySet<string> = new Set(),
): Difference<unknown>[] {
  const names = new Set([...Object.keys(base.properties), ...Object.keys(theirs.properties)]);
  const rows: Difference<unknown>[] = [];
  for (const name of names) {
    if (RECORD.has(name) || ignored.has(name)) continue;
    const before = base.properties[name] ?? null;
    const row = compare(name, before, name in mine.properties, mine.properties[name], theirs.properties[name] ?? null);
    if (row) rows.push(row);
  }
  const shape = compare(SHAPE, base.geometry, mine.geometry !== undefined, mine.geometry, theirs.geometry);
  return shape ? [...rows, shape] : rows;
}

/** What is to be sent over the other's version after every clash was decided; empty when nothing is left to send. */
export function merged(rows: readonly Difference<unknown>[], choices: Readonly<Record<string, Choice>>): Patch {
  const patch: Patch = { properties: {} };
  for (const row of rows) {
    if (row.by !== 'me' && !(row.by === 'clash' && choices[row.name] === 'mine')) continue;
    if (row.name === SHAPE) patch.geometry = row.mine as Geometry | null;
    else patch.properties[row.name] = row.mine as Value;
  }
  return patch;
}

/** Whether there is nothing in a patch. */
export function isEmpty(patch: Patch): boolean {
  return patch.geometry === undefined && Object.keys(patch.properties).length === 0;
}

function compare(
  name: string,
  base: unknown,
  changed: boolean,
  wanted: unknown,
  theirs: unknown,
): Difference<unknown> | null {
  const mine = changed ? (wanted ?? null) : base;
  const iDid = !equal(mine, base);
  const theyDid = !equal(theirs, base);
  if (!iDid && !theyDid) return null;
  const by = !theyDid ? 'me' : !iDid ? 'other' : equal(mine, theirs) ? 'both' : 'clash';
  return { name, base, mine, theirs, by };
}
