import type { Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Side } from '../src/edit/merge';
import { differences, isEmpty, merged, SHAPE } from '../src/edit/merge';

const point = (lon: number): Geometry => ({ type: 'Point', coordinates: [lon, 16.8] });
const base: Side = {
  properties: { a: 1, b: 'x', c: ['p'], d: null, version: 1, updated_at: 'then', power_w: 5 },
  geometry: point(107),
};
const theirs = (properties: Side['properties'], geometry = base.geometry): Side => ({
  properties: { ...base.properties, version: 2, updated_at: 'now', ...properties },
  geometry,
});

describe('two edits of one feature', () => {
  const rows = differences(
    base,
    { properties: { a: 2, b: 'mine', c: ['p', 'q'] }, geometry: point(107.1) },
    theirs({ b: 'theirs', c: ['p', 'q'], d: 'new' }, point(107.2)),
  );
  const by = Object.fromEntries(rows.map((row) => [row.name, row.by]));

  it('are laid side by side, property by property, the geometry too', () => {
    expect(by).toEqual({ a: 'me', b: 'clash', c: 'both', d: 'other', [SHAPE]: 'clash' });
    expect(rows.find(({ name }) => name === 'b')).toEqual({
      name: 'b',
      base: 'x',
      mine: 'mine',
      theirs: 'theirs',
      by: 'clash',
    });
  });

  it('are merged as chosen: mine alone and mine chosen are sent, the rest is left as it stands', () => {
    expect(merged(rows, { b: 'mine', [SHAPE]: 'theirs' })).toEqual({ properties: { a: 2, b: 'mine' } });
    expect(merged(rows, { b: 'theirs', [SHAPE]: 'mine' })).toEqual({ properties: { a: 2 }, geometry: point(107.1) });
  });

  it('leave nothing to send when all is the other’s', () => {
    const clash = differences(base, { properties: { b: 'mine' } }, theirs({ b: 'theirs' }));
    expect(isEmpty(merged(clash, { b: 'theirs' }))).toBe(true);
    expect(isEmpty(merged(clash, { b: 'mine' }))).toBe(false);
  });

  it('do not clash over what devices or the house itself write', () => {
    expect(differences(base, { properties: {} }, theirs({ power_w: 9 }), new Set(['power_w']))).toEqual([]);
  });

  it('tell a removed value from an untouched one', () => {
    const [row] = differences(base, { properties: { b: null } }, theirs({}));
    expect(row).toMatchObject({ name: 'b', mine: null, by: 'me' });
    const gone = differences(base, { properties: {}, geometry: null }, theirs({}));
    expect(gone).toMatchObject([{ name: SHAPE, mine: null, by: 'me' }]);
  });
});
