import { getJson } from './client';
import type { CityFeature } from './features';

/** The layer that registers devices. */
export const DEVICES = 'devices';

/** The device that reports for a feature; null when there is none, or none that the reader may see. */
export async function getDevice(layer: string, id: string, signal: AbortSignal): Promise<CityFeature | null> {
  const query = new URLSearchParams({ f: 'json', layer, feature_id: id, limit: '1' });
  const path = `/ogc/collections/${DEVICES}/items?${query}`;
  return (await getJson<{ features: CityFeature[] }>(path, signal)).features[0] ?? null;
}
