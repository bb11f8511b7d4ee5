import type { Feature, Geometry } from 'geojson';
import { getJson, Unanswered } from './client';

export type Value = string | number | boolean | null | string[] | Record<string, unknown>;
export type CityFeature = Feature<Geometry | null, Record<string, Value>>;

interface Page {
  features: CityFeature[];
  numberMatched?: number;
}

/** One feature with all its public properties, by its `id`, or by the number it has in tiles. */
export async function getFeature(layer: string, id: string, signal?: AbortSignal): Promise<CityFeature> {
  if (!/^\d+$/.test(id)) return getJson<CityFeature>(`/ogc/collections/${layer}/items/${id}?f=json`, signal);
  const page = await getJson<Page>(`/ogc/collections/${layer}/items?f=json&fid=${id}&limit=1`, signal);
  const feature = page.features[0];
  if (!feature) throw new Unanswered('', 404);
  return feature;
}

/** How many features of a layer lie in a box of degrees (west, south, east, north); null when the server does not say. */
export async function countInBox(layer: string, box: readonly number[], signal: AbortSignal): Promise<number | null> {
  const bbox = box.map((value) => value.toFixed(6)).join(',');
  const path = `/ogc/collections/${layer}/items?f=json&bbox=${bbox}&limit=1&skipGeometry=true`;
  return (await getJson<Page>(path, signal)).numberMatched ?? null;
}
