import { describe as group, expect, it } from 'vitest';
import type { CityFeature, Value } from '../src/api/features';
import type { LayerSchema, PropertySchema } from '../src/api/schema';
import { describe } from '../src/parts/description';

const text = (seq: number, more: Partial<PropertySchema> = {}): PropertySchema => ({
  type: 'string',
  'x-ogc-propertySeq': seq,
  ...more,
});
const lamps: LayerSchema = {
  properties: {
    geom: { format: 'geometry-point', 'x-ogc-role': 'primary-geometry' },
    street: text(9),
    pole_ref: text(8),
    cabinet_id: text(10, { 'x-ogc-role': 'reference', 'x-ogc-collectionId': 'lighting_cabinets' }),
    road_id: text(11, { 'x-ogc-role': 'reference', 'x-ogc-collectionId': 'roads' }),
    arm_length_m: { type: 'number', 'x-ogc-propertySeq': 12 },
    status: text(13, { readOnly: true }),
    power_w: { type: 'number', 'x-ogc-propertySeq': 14, readOnly: true },
    fid: { type: 'integer', 'x-ogc-propertySeq': 1, readOnly: true },
    id: text(2, { readOnly: true, 'x-ogc-role': 'id' }),
    code: text(3),
  },
};
const lamp = (properties: Record<string, Value>): CityFeature => ({
  type: 'Feature',
  id: 'abc',
  geometry: null,
  properties: { fid: 7, code: 'DH-L-0007', pole_ref: 'HV-12', street: 'Hùng Vương', cabinet_id: 'c1', ...properties },
});
const names = (facts: { name: string }[]) => facts.map(({ name }) => name);

group('a feature in the reader’s order', () => {
  it('sorts properties by what they are', () => {
    const about = describe(lamps, lamp({ status: 'on', power_w: 97 }), 'pole_ref');
    expect(about.title).toBe('HV-12');
    expect(about.code).toBe('DH-L-0007');
    expect(names(about.now)).toEqual(['status', 'power_w']);
    expect(names(about.facts)).toEqual(['street']);
    expect(names(about.related)).toEqual(['cabinet_id']);
    expect(names(about.empty)).toEqual(['road_id', 'arm_length_m']);
    expect(names(about.record)).toEqual(['fid', 'id', 'code']);
  });

  it('leaves out no public property', () => {
    const about = describe(lamps, lamp({ status: 'on', power_w: 97 }), 'pole_ref');
    const shown = [...about.now, ...about.facts, ...about.related, ...about.empty, ...about.record].map(
      ({ name }) => name,
    );
    const titled = Object.keys(lamps.properties).filter((name) => name !== 'geom' && name !== 'pole_ref');
    expect(shown.sort()).toEqual(titled.sort());
  });

  it('keeps who added it with the record, and has no present state where nothing is observed', () => {
    const incidents: LayerSchema = {
      properties: { status: text(1), created_by: text(2, { readOnly: true }) },
    };
    const about = describe(incidents, lamp({ status: 'open', created_by: 'dongha' }));
    expect(about.now).toEqual([]);
    expect(names(about.facts)).toEqual(['status']);
    expect(names(about.record)).toEqual(['created_by']);
  });

  it('says when nothing was heard of a device', () => {
    expect(describe(lamps, lamp({})).now.map(({ value }) => value)).toEqual([null, null]);
  });

  it('does not call a feature by a bare number', () => {
    expect(describe(lamps, lamp({ pole_ref: '12' }), 'pole_ref').title).toBe('DH-L-0007');
  });
});
