import type { Text } from '../text/language.svelte';
import { getJson } from './client';

/** One code of a code list. */
export interface CodeEntry {
  value: string;
  title: Text;
  color: string | null;
}

/** A property as the served schema of its layer describes it. */
export interface PropertySchema {
  title?: string;
  'x-title'?: Text;
  description?: string;
  'x-description'?: Text;
  type?: string | string[];
  format?: string;
  items?: PropertySchema;
  anyOf?: PropertySchema[];
  enum?: (string | null)[];
  'x-codes'?: CodeEntry[];
  'x-ogc-unit'?: string;
  'x-ogc-role'?: string;
  'x-ogc-propertySeq'?: number;
  'x-ogc-collectionId'?: string;
  readOnly?: boolean;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  pattern?: string;
  maxLength?: number;
}

/** The schema of a layer (OGC API Features Part 5). */
export interface LayerSchema {
  title?: string;
  'x-title'?: Text;
  properties: Record<string, PropertySchema>;
  required?: string[];
}

const schemas = new Map<string, Promise<LayerSchema>>();

/** The schema of `layer`, fetched once: it carries both languages. */
export function getSchema(layer: string): Promise<LayerSchema> {
  const known = schemas.get(layer);
  if (known) return known;
  const asked = getJson<LayerSchema>(`/ogc/collections/${layer}/schema?f=json`);
  schemas.set(layer, asked);
  asked.catch(() => schemas.delete(layer));
  return asked;
}

/** Ask anew from now on: what a schema tells differs from reader to reader. */
export function forgetSchemas(): void {
  schemas.clear();
}
