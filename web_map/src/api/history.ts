import type { Geometry } from 'geojson';
import type { Text } from '../text/language.svelte';
import { getJson } from './client';
import type { Value } from './features';

/** One version of a feature: what was done, and when it stood. */
export interface Version {
  version: number;
  operation: 'create' | 'update' | 'delete';
  from: string;
  to: string | null;
  current: boolean;
  /** Who did it, when the reader may know. */
  actor?: string | null;
  client?: string | null;
}

/** One property that differs between two versions. */
export interface PropertyChange {
  name: string;
  title: Text;
  unit: string | null;
  old: Value;
  new: Value;
  old_text: Text | null;
  new_text: Text | null;
}

/** How the geometry differs; measures in metres and square metres, null where they say nothing. */
export interface ShapeChange {
  old: Geometry | null;
  new: Geometry | null;
  old_area_m2: number | null;
  new_area_m2: number | null;
  old_length_m: number | null;
  new_length_m: number | null;
  shift_m: number | null;
}

/** What differs between two versions of a feature. */
export interface FeatureDiff {
  old: { version: number; from: string };
  new: { version: number; from: string };
  properties: PropertyChange[];
  geometry: ShapeChange | null;
}

const historyOf = (layer: string, id: string) => `/ogc/collections/${layer}/items/${encodeURIComponent(id)}/history`;

/** The versions of a feature, newest first; `before` gives those older than that version. */
export async function getVersions(
  layer: string,
  id: string,
  limit: number,
  before: number | null,
  signal?: AbortSignal,
): Promise<Version[]> {
  const query = new URLSearchParams({ limit: String(limit), ...(before === null ? {} : { before: String(before) }) });
  return (await getJson<{ versions: Version[] }>(`${historyOf(layer, id)}?${query}`, signal)).versions;
}

/** What differs between two versions of a feature. */
export const getDiff = (layer: string, id: string, older: number, newer: number): Promise<FeatureDiff> =>
  getJson<FeatureDiff>(`${historyOf(layer, id)}/${older}/diff/${newer}`);
