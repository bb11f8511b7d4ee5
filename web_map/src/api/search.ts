import { readParcel } from '../geo/coordinates';
import type { Language } from '../text/language.svelte';
import { getJson } from './client';

/** One thing found by `/search`. */
export interface Found {
  layer: string;
  fid: number;
  id: string;
  code: string;
  title: string;
  ward_code: string | null;
  /** The title of its layer in the language asked for, and what else is known. */
  subtitle: string | null;
  theme: string;
  lon: number;
  lat: number;
  bbox: [number, number, number, number] | null;
}

/** What the city has under these words; a parcel may be written in any usual way. */
export async function search(words: string, language: Language, signal: AbortSignal): Promise<Found[]> {
  const query = new URLSearchParams({ q: readParcel(words) ?? words.trim(), limit: '12', lang: language });
  return (await getJson<{ results: Found[] }>(`/search?${query}`, signal)).results;
}
