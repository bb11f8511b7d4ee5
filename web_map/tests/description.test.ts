import { describe as group, expect, it } from 'vitest';
import type { Catalogue } from '../src/api/catalogue';
import type { CityFeature, Value } from '../src/api/features';
import type { LayerSchema, PropertySchema } from '../src/api/schema';
import { describe } from '../src/parts/description';
import { spelled } from '../src/parts/spelled';

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
const layer = { label_by: 'pole_ref', observed: ['status', 'power_w'] };
const names = (facts: { name: string }[]) => facts.map(({ name }) => name);

group('a feature in the reader’s order', () => {
  it('sorts properties by what they are', () => {
    const about = describe(lamps, lamp({ status: 'on', power_w: 97 }), layer);
    expect(about.title).toBe('HV-12');
    expect(about.code).toBe('DH-L-0007');
    expect(names(about.now)).toEqual(['status', 'power_w']);
    expect(names(about.facts)).toEqual(['street']);
    expect(names(about.related)).toEqual(['cabinet_id']);
    expect(names(about.empty)).toEqual(['road_id', 'arm_length_m']);
    expect(names(about.record)).toEqual(['fid', 'id', 'code']);
  });

  it('leaves out no public property', () => {
    const about = describe(lamps, lamp({ status: 'on', power_w: 97 }), layer);
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

  it('has the present state also for who may write nothing of the layer', () => {
    const properties = Object.entries(lamps.properties).map(([name, own]) => [name, { ...own, readOnly: true }]);
    const about = describe({ properties: Object.fromEntries(properties) }, lamp({ status: 'on', power_w: 97 }), layer);
    expect(names(about.now)).toEqual(['status', 'power_w']);
    expect(names(about.facts)).toEqual(['street']);
  });

  it('puts what was heard before what was not', () => {
    const about = describe(lamps, lamp({ status: null, power_w: 97 }), { ...layer, style_by: 'status' });
    expect(names(about.now)).toEqual(['power_w', 'status']);
  });

  it('tells a command in words: the action, its unit, whom it was for', () => {
    const commands: LayerSchema = {
      properties: { target_layer: text(1), target_id: text(2), action: text(3), value: { type: 'number' } },
    };
    const command = lamp({ target_layer: 'street_lamps', target_id: 'abc', action: 'dim', value: 40 });
    const dim = {
      action: 'dim',
      title: { vi: 'Mức sáng', en: 'Light level' },
      property: null,
      unit: '%',
      ge: 0,
      le: 100,
      allowed: false,
    };
    const device = { main: 'status', interval_s: 60, expire_after_s: null, commands: [dim] };
    const titled = { id: 'street_lamps', title: { vi: 'Đèn đường', en: 'Street lamps' }, device };
    const catalogue = { themes: [{ layers: [titled] }] } as unknown as Catalogue;
    const about = describe(spelled(commands, command, catalogue), command, { label_by: 'action' });
    expect(about.title).toBe('Mức sáng');
    const said = Object.fromEntries(about.facts.map(({ name, schema }) => [name, schema]));
    expect(said.target_layer?.['x-codes']?.[0]?.title.en).toBe('Street lamps');
    expect(said.value?.['x-ogc-unit']).toBe('%');
    expect(about.related.map(({ name, schema }) => [name, schema['x-ogc-collectionId']])).toEqual([
      ['target_id', 'street_lamps'],
    ]);
  });

  it('says when nothing was heard of a device', () => {
    expect(describe(lamps, lamp({}), layer).now.map(({ value }) => value)).toEqual([null, null]);
  });

  it('does not call a feature by a bare number', () => {
    expect(describe(lamps, lamp({ pole_ref: '12' }), layer).title).toBe('DH-L-0007');
    expect(describe(lamps, lamp({ pole_ref: '00001/12' }), layer).title).toBe('00001/12');
  });
});
