import type { CodeEntry, LayerSchema, PropertySchema } from '../api/schema';
import type { Text } from '../text/language.svelte';

/** What kind of thing is typed or chosen in a field. */
export type Kind =
  'text' | 'long' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'code' | 'codes' | 'strings' | 'reference';

/** A property that a person may fill in. */
export interface Field {
  name: string;
  kind: Kind;
  title: Text;
  schema: PropertySchema;
  /** Must have a value; one that the house makes itself when it is left open is not required. */
  required: boolean;
  codes: CodeEntry[];
}

/** The layer's geometry as its schema names it. */
export type GeometryType = 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon';

const GEOMETRIES: GeometryType[] = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'];

/** Longer texts get a field of several lines. */
const LONG = 260;

/** What the house keeps of every feature, whatever its layer. */
const KEPT = new Set(['fid', 'id', 'version', 'updated_at', 'created_by']);

/** What the house makes when a person leaves it open. */
const MADE = new Set(['code', 'source', 'ward_code']);

/** The properties that may be filled in, in the order of the form: what is the layer's own first. */
export function fieldsOf(schema: LayerSchema): Field[] {
  const fields = ordered(schema).flatMap(([name, property]) => fieldOf(name, property, schema));
  return [...fields.filter(({ name }) => !MADE.has(name)), ...fields.filter(({ name }) => MADE.has(name))];
}

/** The properties that are shown beside the form but not in it. */
export function fixedOf(schema: LayerSchema): [string, PropertySchema][] {
  return ordered(schema).filter(([name, property]) => fieldOf(name, property, schema).length === 0);
}

/** The kind of geometry the layer holds, and whether it may be changed; null for a layer without one. */
export function geometryOf(schema: LayerSchema): { type: GeometryType; fixed: boolean } | null {
  for (const property of Object.values(schema.properties)) {
    const format = property.format?.replace('geometry-', '');
    const type = GEOMETRIES.find((one) => one.toLowerCase() === format);
    if (type) return { type, fixed: Boolean(property.readOnly) };
  }
  return null;
}

/** The words for a property. */
export function titleOf(name: string, property: PropertySchema | undefined): Text {
  const title = property?.title ?? name;
  return property?.['x-title'] ?? { vi: title, en: title };
}

function ordered(schema: LayerSchema): [string, PropertySchema][] {
  return Object.entries(schema.properties)
    .filter(([, property]) => !property.format?.startsWith('geometry-'))
    .sort(([, a], [, b]) => (a['x-ogc-propertySeq'] ?? 999) - (b['x-ogc-propertySeq'] ?? 999));
}

function fieldOf(name: string, property: PropertySchema, schema: LayerSchema): [] | [Field] {
  const kind = kindOf(property);
  if (property.readOnly || KEPT.has(name) || !kind) return [];
  const required = (schema.required ?? []).includes(name) && !MADE.has(name);
  const codes = property['x-codes'] ?? property.items?.['x-codes'] ?? [];
  return [{ name, kind, title: titleOf(name, property), schema: property, required, codes }];
}

function kindOf(property: PropertySchema): Kind | null {
  const type = Array.isArray(property.type) ? property.type.find((one) => one !== 'null') : property.type;
  const coded = property['x-codes'] !== undefined || property.items?.['x-codes'] !== undefined;
  if (type === 'array') return coded ? 'codes' : 'strings';
  if (coded || property.enum) return 'code';
  if (type === 'integer' || type === 'number' || type === 'boolean') return type;
  if (type !== 'string') return null;
  if (property.format === 'date') return 'date';
  if (property.format === 'date-time') return 'datetime';
  if (property['x-ogc-collectionId']) return 'reference';
  return (property.maxLength ?? 0) > LONG || property.maxLength === undefined ? 'long' : 'text';
}
