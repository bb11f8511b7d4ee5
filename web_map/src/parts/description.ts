import type { CityFeature, Value } from '../api/features';
import type { LayerSchema, PropertySchema } from '../api/schema';

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
const NAMING = /\p{L}/u;

/**
 * Sort a feature's public properties by what they are: present state, facts, links, the record itself, unknown. Of the
 * present state, what has no value is unknown too, but for the `telling` properties, whose silence says something.
 */
export function describe(
  schema: LayerSchema,
  feature: CityFeature,
  labelBy?: string | null,
  telling: readonly string[] = [],
): Description {
  const values: Record<string, Value> = { id: String(feature.id ?? ''), ...feature.properties };
  const ordered = Object.entries(schema.properties)
    .filter(([, property]) => !property.format?.startsWith('geometry-'))
    .sort(([, a], [, b]) => (a['x-ogc-propertySeq'] ?? 999) - (b['x-ogc-propertySeq'] ?? 999))
    .map(([name, property]): Fact => ({ name, schema: property, value: values[name] ?? null }));
  const isRecord = ({ name }: Fact) => RECORD.includes(name);
  const own = ordered.filter((fact) => !isRecord(fact) && fact.name !== HEARD_AT);
  // In a computed layer nothing can be written, so read-only says nothing about devices there.
  const computed = own.every((fact) => fact.schema.readOnly);
  const isNow = (fact: Fact) => Boolean(fact.schema.readOnly) && !computed;
  const isRelated = (fact: Fact) => fact.schema['x-ogc-role'] === 'reference' && fact.schema['x-ogc-collectionId'];
  const known = own.filter(({ value }) => !isEmpty(value));
  const code = String(values.code ?? feature.id ?? '');
  const name = [...NAMES, labelBy ?? '']
    .map((key) => values[key])
    .find((value): value is string => typeof value === 'string' && NAMING.test(value));
  const present = own.filter((fact) => isNow(fact));
  const shown = ({ name: property, value }: Fact, _: number, all: Fact[]) =>
    !isEmpty(value) || telling.includes(property) || all.every((one) => isEmpty(one.value));
  const now = present.filter(shown);
  const facts = known.filter((fact) => !isNow(fact) && !isRelated(fact) && fact.name !== 'code' && fact.value !== name);
  return {
    title: name ?? code,
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
