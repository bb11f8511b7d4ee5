import type { Value } from '../api/features';
import { unitText, numberText } from '../text/format';
import type { Language } from '../text/language.svelte';
import type { TextKey } from '../text/texts';
import type { Field } from './fields';
import { readNumber, writeNumber } from './numbers';
import { readInstant, writeInstant } from './times';

/** What stands in one field of a form while somebody works in it. */
export type Draft = string | string[];
export type Drafts = Record<string, Draft>;
export type Properties = Record<string, Value>;

/** Why what stands in a field cannot be meant: a text of the interface and its values. */
export interface Hint {
  key: TextKey;
  values: Record<string, string | number>;
}

/** What a field means, or why it means nothing. */
export type Meaning = { value: Value } | { hint: Hint };

/** What stands in the field of a property with this value. */
export function toDraft(field: Field, value: Value | undefined, language: Language): Draft {
  if (field.kind === 'codes') return Array.isArray(value) ? value : [];
  if (value === null || value === undefined) return '';
  if (field.kind === 'strings') return Array.isArray(value) ? value.join('\n') : '';
  if (typeof value === 'number') return writeNumber(value, language);
  if (field.kind === 'datetime') return writeInstant(String(value));
  return String(value);
}

/** All fields of a form for a feature's properties. */
export function toDrafts(fields: readonly Field[], properties: Properties, language: Language): Drafts {
  return Object.fromEntries(fields.map((field) => [field.name, toDraft(field, properties[field.name], language)]));
}

/** What stands in a field, as the value of its property; null when it was left open. */
export function meaning(field: Field, draft: Draft, language: Language): Meaning {
  if (Array.isArray(draft)) return { value: draft.length > 0 || field.required ? draft : null };
  const text = draft.trim();
  if (text === '') return { value: null };
  switch (field.kind) {
    case 'integer':
    case 'number':
      return numeric(field, text, language);
    case 'boolean':
      return { value: text === 'true' };
    case 'strings':
      return { value: lines(text) };
    case 'datetime': {
      const value = readInstant(text);
      return value === null ? { hint: { key: 'edit_hint_time', values: {} } } : { value };
    }
    case 'text':
    case 'long':
      return written(field, text.normalize('NFC'));
    default:
      return { value: text };
  }
}

/** The drafts as they stand when the reader turns to another language: numbers change their marks. */
export function translated(fields: readonly Field[], drafts: Drafts, from: Language, to: Language): Drafts {
  const isNumber = ({ kind }: Field) => kind === 'integer' || kind === 'number';
  const moved = fields.filter(isNumber).flatMap(({ name }) => {
    const value = readNumber(String(drafts[name] ?? ''), from);
    return Number.isNaN(value) ? [] : [[name, writeNumber(value, to)]];
  });
  return { ...drafts, ...(Object.fromEntries(moved) as Drafts) };
}

/** What was changed in a form: new values by property, and what cannot be meant. */
export interface Changes {
  values: Properties;
  hints: Record<string, Hint>;
}

/** The values that differ from the feature's; a field that was not touched is left out, whatever its rounding. */
export function changesOf(
  fields: readonly Field[],
  properties: Properties,
  drafts: Drafts,
  language: Language,
): Changes {
  const values: Properties = {};
  const hints: Record<string, Hint> = {};
  for (const field of fields) {
    const draft = drafts[field.name] ?? '';
    const before = properties[field.name] ?? null;
    if (equal(draft, toDraft(field, before, language))) continue;
    const meant = meaning(field, draft, language);
    if ('hint' in meant) hints[field.name] = meant.hint;
    else if (!equal(meant.value, before)) values[field.name] = meant.value;
  }
  return { values, hints };
}

/** Whether two values are the same; lists of codes have an order, objects have none. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => equal(one, b[at]));
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) || Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => equal(value, right.get(key)));
}

function numeric({ kind, schema }: Field, text: string, language: Language): Meaning {
  const value = readNumber(text, language);
  const limit = (bound: number) => {
    const unit = schema['x-ogc-unit'] ? ` ${unitText(schema['x-ogc-unit'], language)}` : '';
    return numberText(bound, language, 6) + unit;
  };
  if (Number.isNaN(value)) return { hint: { key: 'edit_hint_number', values: {} } };
  if (kind === 'integer' && !Number.isInteger(value)) return { hint: { key: 'edit_hint_whole', values: {} } };
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) {
    return { hint: { key: 'edit_hint_least', values: { limit: limit(minimum) } } };
  }
  if (maximum !== undefined && value > maximum) {
    return { hint: { key: 'edit_hint_most', values: { limit: limit(maximum) } } };
  }
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return { hint: { key: 'edit_hint_above', values: { limit: limit(exclusiveMinimum) } } };
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return { hint: { key: 'edit_hint_below', values: { limit: limit(exclusiveMaximum) } } };
  }
  return { value };
}

function written({ schema }: Field, text: string): Meaning {
  const { maxLength, pattern } = schema;
  if (maxLength !== undefined && [...text].length > maxLength) {
    return { hint: { key: 'edit_hint_long', values: { limit: maxLength } } };
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) {
    return { hint: { key: 'edit_hint_pattern', values: {} } };
  }
  return { value: text };
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().normalize('NFC'))
    .filter(Boolean);
