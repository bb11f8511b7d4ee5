import { getJson } from './client';
import type { CityFeature } from './features';

const MOST = 8;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const literal = (text: string) => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);

/** Features of a layer whose code, or whose `label` property, holds the words. */
export async function findReferences(
  layer: string,
  label: string | null,
  words: string,
  signal: AbortSignal,
): Promise<CityFeature[]> {
  const pattern = quoted(`%${literal(words.trim().normalize('NFC'))}%`);
  const names = [...new Set(['code', ...(label ? [label] : [])])];
  const filter = names.map((name) => `CASEI(${name}) LIKE CASEI(${pattern})`).join(' OR ');
  const query = new URLSearchParams({ f: 'json', limit: String(MOST), skipGeometry: 'true', filter });
  const path = `/ogc/collections/${layer}/items?${query}`;
  return (await getJson<{ features: CityFeature[] }>(path, signal)).features;
}
