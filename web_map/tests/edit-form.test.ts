import { describe, expect, it } from 'vitest';
import type { LayerSchema, PropertySchema } from '../src/api/schema';
import { changesOf, meaning, toDrafts, translated } from '../src/edit/draft';
import type { Field } from '../src/edit/fields';
import { fieldsOf, fixedOf, geometryOf } from '../src/edit/fields';

const property = (seq: number, more: Partial<PropertySchema> = {}): PropertySchema => ({
  type: 'string',
  maxLength: 120,
  'x-title': { vi: `mục ${seq}`, en: `item ${seq}` },
  'x-ogc-propertySeq': seq,
  ...more,
});
const codes = [
  { value: 'led', title: { vi: 'LED', en: 'LED' }, color: null },
  { value: 'sodium', title: { vi: 'Natri', en: 'Sodium' }, color: null },
];
const lamps: LayerSchema = {
  required: ['code', 'pole_ref', 'lamp_type'],
  properties: {
    fid: property(1, { type: 'integer', readOnly: true }),
    id: property(2, { format: 'uuid', readOnly: true }),
    code: property(3),
    version: property(4, { type: 'integer', readOnly: true }),
    updated_at: property(5, { format: 'date-time', readOnly: true }),
    pole_ref: property(6),
    lamp_type: property(7, { enum: ['led', 'sodium'], 'x-codes': codes }),
    power_w: property(8, { type: 'number', minimum: 0, maximum: 2000, 'x-ogc-unit': 'W' }),
    arms: property(9, { type: 'integer', exclusiveMinimum: 0 }),
    installed_on: property(10, { format: 'date' }),
    seen_at: property(11, { format: 'date-time' }),
    cabinet_id: property(12, { format: 'uuid', 'x-ogc-role': 'reference', 'x-ogc-collectionId': 'lighting_cabinets' }),
    tags: property(13, { type: 'array', items: { type: 'string' } }),
    uses: property(14, { type: 'array', items: { type: 'string', enum: ['led', 'sodium'] }, 'x-codes': codes }),
    lit: property(15, { type: 'boolean' }),
    note: property(16, { maxLength: 2000 }),
    status: property(17, { readOnly: true }),
    limits: property(18, { type: 'object' }),
    ward_code: property(19, { pattern: '^\\d{5}$' }),
    geom: { format: 'geometry-multipolygon', 'x-ogc-role': 'primary-geometry' },
  },
};
const fields = fieldsOf(lamps);
const field = (name: string) => fields.find((one) => one.name === name) as Field;
const lamp = {
  fid: 7,
  code: 'DEN-7',
  pole_ref: 'HV-12',
  lamp_type: 'led',
  power_w: 1234.56789,
  arms: null,
  installed_on: '2020-10-18',
  seen_at: '2020-10-17T20:30:15.123456+00:00',
  tags: ['a', 'b'],
  uses: ['led'],
  lit: true,
  note: null,
};

describe('a form made from a schema', () => {
  it('asks for every property by its kind, the layer’s own first', () => {
    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
      pole_ref: 'text',
      lamp_type: 'code',
      power_w: 'number',
      arms: 'integer',
      installed_on: 'date',
      seen_at: 'datetime',
      cabinet_id: 'reference',
      tags: 'strings',
      uses: 'codes',
      lit: 'boolean',
      note: 'long',
      code: 'text',
      ward_code: 'text',
    });
    expect(fields.map(({ name }) => name).slice(-2)).toEqual(['code', 'ward_code']);
  });

  it('shows what it does not ask for', () => {
    expect(fixedOf(lamps).map(([name]) => name)).toEqual(['fid', 'id', 'version', 'updated_at', 'status', 'limits']);
  });

  it('requires what the house does not make by itself', () => {
    expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['pole_ref', 'lamp_type']);
  });

  it('knows the geometry', () => {
    expect(geometryOf(lamps)).toEqual({ type: 'MultiPolygon', fixed: false });
    expect(geometryOf({ properties: {} })).toBeNull();
  });
});

describe('what was changed in a form', () => {
  const before = toDrafts(fields, lamp, 'vi');
  const changed = (drafts: Record<string, string | string[]>) =>
    changesOf(fields, lamp, { ...before, ...drafts }, 'vi');

  it('is nothing when nothing was touched, whatever a field cannot show of a value', () => {
    expect(before.power_w).toBe('1234,56789');
    expect(before.seen_at).toBe('2020-10-18T03:30');
    expect(changed({})).toEqual({ values: {}, hints: {} });
  });

  it('is only what differs, as values', () => {
    const { values, hints } = changed({
      pole_ref: ' HV-13 ',
      power_w: '1.500,5',
      arms: '2',
      seen_at: '2020-10-18T04:00',
      tags: 'a\n c \n\n',
      uses: ['led', 'sodium'],
      lit: 'false',
      installed_on: '',
      code: 'DEN-7 ',
    });
    expect(hints).toEqual({});
    expect(values).toEqual({
      pole_ref: 'HV-13',
      power_w: 1500.5,
      arms: 2,
      seen_at: '2020-10-18T04:00:00+07:00',
      tags: ['a', 'c'],
      uses: ['led', 'sodium'],
      lit: false,
      installed_on: null,
    });
  });

  it('keeps apart what cannot be meant, and says why', () => {
    const { values, hints } = changed({ power_w: '2.500', arms: '0', ward_code: '123', pole_ref: 'x'.repeat(121) });
    expect(values).toEqual({});
    expect(hints).toEqual({
      power_w: { key: 'edit_hint_most', values: { limit: '2.000 W' } },
      arms: { key: 'edit_hint_above', values: { limit: '0' } },
      ward_code: { key: 'edit_hint_pattern', values: {} },
      pole_ref: { key: 'edit_hint_long', values: { limit: 120 } },
    });
    expect(changed({ arms: '1,5' }).hints.arms?.key).toBe('edit_hint_whole');
    expect(changed({ power_w: 'nhiều' }).hints.power_w?.key).toBe('edit_hint_number');
  });

  it('is the same after the reader has changed the language', () => {
    const drafts = { ...before, power_w: '1.500,5' };
    const english = translated(fields, drafts, 'vi', 'en');
    expect(english.power_w).toBe('1500.5');
    expect(changesOf(fields, lamp, english, 'en')).toEqual(changesOf(fields, lamp, drafts, 'vi'));
    expect(translated(fields, { ...before, power_w: 'nhiều' }, 'vi', 'en').power_w).toBe('nhiều');
  });

  it('writes letters in their composed form', () => {
    expect(meaning(field('pole_ref'), 'Hu\u0300ng'.normalize('NFD'), 'vi')).toEqual({ value: 'Hùng' });
  });
});
