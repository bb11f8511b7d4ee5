import type { Geometry } from 'geojson';
import { CITY_CRS } from '../geo/vn2000';
import type { Text } from '../text/language.svelte';
import type { Unanswered } from './client';
import { good, send } from './client';
import type { CityFeature, Value } from './features';

/** A feature with the mark of its version, which an edit of it must show. */
export interface Held {
  feature: CityFeature;
  etag: string;
}

/** What the server says of one property, or of the whole when `property` is null. */
export interface Complaint {
  property: string | null;
  reason: string | Text;
}

/** The city's plane, the law's coordinates: what is written is written in it, in metres. */
const WRITTEN = { 'Content-Crs': `<${CITY_CRS}>` };
const MERGE_PATCH = { 'Content-Type': 'application/merge-patch+json', ...WRITTEN };
const GEOJSON = { 'Content-Type': 'application/geo+json', ...WRITTEN };
const GIVE_BACK = { Prefer: 'return=representation' };

const addressOf = (layer: string, id: string) => `/ogc/collections/${layer}/items/${encodeURIComponent(id)}`;

/** The feature as it stands now, past every cache, with the mark of its version. */
export async function holdFeature(layer: string, id: string, signal?: AbortSignal): Promise<Held> {
  const options = { headers: { 'Cache-Control': 'no-cache' }, ...(signal ? { signal } : {}) };
  return held(await send('GET', `${addressOf(layer, id)}?f=json`, options));
}

/** A feature's geometry as it stands now in metres of the city's plane (EPSG:9212). */
export async function planeGeometry(layer: string, id: string, signal: AbortSignal): Promise<Geometry | null> {
  const query = new URLSearchParams({ f: 'json', crs: CITY_CRS });
  return (await held(await send('GET', `${addressOf(layer, id)}?${query}`, { signal }))).feature.geometry;
}

/** Make a feature; its geometry is in metres of the city's plane, its `id` is the client's own, so that asking twice makes one. */
export async function createFeature(
  layer: string,
  feature: { id: string; geometry: Geometry | null; properties: Record<string, Value> },
  signal: AbortSignal,
): Promise<void> {
  const body = { type: 'Feature', ...feature };
  await good(await send('POST', `/ogc/collections/${layer}/items`, { body, headers: GEOJSON, signal }));
}

/** Change what `patch` names (a geometry in metres of the city's plane), if the feature still stands as `etag` marks it; null removes a value. */
export async function patchFeature(
  layer: string,
  id: string,
  etag: string,
  patch: { properties: Record<string, Value>; geometry?: Geometry | null },
  signal: AbortSignal,
): Promise<void> {
  const body = {
    ...(Object.keys(patch.properties).length > 0 ? { properties: patch.properties } : {}),
    ...(patch.geometry === undefined ? {} : { geometry: patch.geometry }),
  };
  await good(
    await send('PATCH', addressOf(layer, id), { body, headers: { ...MERGE_PATCH, 'If-Match': etag }, signal }),
  );
}

/** Delete a feature, if it still stands as `etag` marks it. */
export async function deleteFeature(layer: string, id: string, etag: string): Promise<void> {
  await good(await send('DELETE', addressOf(layer, id), { headers: { 'If-Match': etag } }));
}

/** Make an older version of a feature, also of a deleted one, stand again. */
export async function restoreVersion(layer: string, id: string, version: number, etag: string | null): Promise<void> {
  const headers = { ...GIVE_BACK, ...(etag ? { 'If-Match': etag } : {}) };
  await good(await send('POST', `${addressOf(layer, id)}/history/${version}/restore`, { headers }));
}

/** What a refusal says of single properties; the geometry is called `geometry`. */
export function complaintsOf({ problem }: Unanswered): Complaint[] {
  if (!Array.isArray(problem.errors)) return [];
  const said = problem.errors as { property?: string | null; reason?: string | Text; detail?: string }[];
  return said.map(({ property, reason, detail }) => ({ property: property ?? null, reason: reason ?? detail ?? '' }));
}

async function held(response: Response): Promise<Held> {
  const answer = await good(response);
  return { feature: (await answer.json()) as CityFeature, etag: answer.headers.get('ETag') ?? '' };
}
