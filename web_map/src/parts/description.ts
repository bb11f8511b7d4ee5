import type { CatalogueLayer } from '../api/catalogue';
import type { CityFeature, Value } from '../api/features';
import type { LayerSchema, PropertySchema } from '../api/schema';
import { say } from '../text/language.svelte';

/** One property of a feature with its value. */
export interface Fact {
  name: string;
  schema: PropertySchema;
  value: Value;
}

/** A feature in the order in which a reader wants it. */
export interface Description {
  /** What people call it. */
  title: string;
  code: string;
  /** What devices keep, and when it was true. */
  now: Fact[];
  heardAt: string | null;
  facts: Fact[];
  related: Fact[];
  /** What the house keeps about the record itself. */
  record: Fact[];
  /** Properties nobody has filled in. */
  empty: Fact[];
}

const RECORD = ['fid', 'id', 'source', 'version', 'updated_at', 'created_by'];
const HEARD_AT = 'phenomenon_time';
/** Where a thing stands; less telling than what is its own, so it comes last. */
const WARD = 'ward_code';
const NAMES = ['name', 'title'];
/** A bare number names nothing. */
const NAMING = /\D/;

/** What the catalogue says of a layer, as far as its features are described by it. */
export type Described = Partial<Pick<CatalogueLayer, 'label_by' | 'style_by' | 'observed' | 'device'>>;

/**
 * Sort a feature's public properties by what they are: present state, facts, links, the record itself, unknown. Of the
 * present state, what has no value comes last and is unknown too, but for what colours the layer or is drawn first, whose
 * silence says something.
 */
export function describe(schema: LayerSchema, feature: CityFeature, layer: Described = {}): Description {
  const values: Record<string, Value> = { id: String(feature.id ?? ''), ...feature.properties };
  const ordered = Object.entries(schema.properties)
    .filter(([, property]) => !property.format?.startsWith('geometry-'))
    .sort(([, a], [, b]) => (a['x-ogc-propertySeq'] ?? 999) - (b['x-ogc-propertySeq'] ?? 999))
    .map(([name, property]): Fact => ({ name, schema: property, value: values[name] ?? null }));
  const isRecord = ({ name }: Fact) => RECORD.includes(name);
  const own = ordered.filter((fact) => !isRecord(fact) && fact.name !== HEARD_AT);
  const isNow = (fact: Fact) => layer.observed?.includes(fact.name);
  const isRelated = (fact: Fact) => fact.schema['x-ogc-role'] === 'reference' && fact.schema['x-ogc-collectionId'];
  const known = own.filter(({ value }) => !isEmpty(value));
  const code = String(values.code ?? feature.id ?? '');
  const naming = [...NAMES, layer.label_by ?? ''].find((key) => {
    const value = values[key];
    return typeof value === 'string' && NAMING.test(value);
  });
  const name = naming && values[naming];
  const title = naming && schema.properties[naming]?.['x-codes']?.find(({ value }) => value === name)?.title;
  const present = own.filter(isNow);
  const heard = present.filter(({ value }) => !isEmpty(value));
  const silent = present.filter(
    ({ name: property, value }) =>
      isEmpty(value) && (heard.length === 0 || property === layer.style_by || property === layer.device?.main),
  );
  const now = [...heard, ...silent];
  const facts = known.filter((fact) => !isNow(fact) && !isRelated(fact) && fact.name !== 'code' && fact.value !== name);
  return {
    title: title ? say(title) : String(name ?? code),
    code,
    now,
    heardAt: typeof values[HEARD_AT] === 'string' ? values[HEARD_AT] : null,
    facts: [...facts.filter((fact) => fact.name !== WARD), ...facts.filter((fact) => fact.name === WARD)],
    related: known.filter((fact) => !isNow(fact) && isRelated(fact)),
    record: ordered.filter((fact) => isRecord(fact) || fact.name === 'code'),
    empty: own.filter((fact) => isEmpty(fact.value) && !now.includes(fact)),
  };
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
