import { SvelteMap } from 'svelte/reactivity';
import { getJson } from './client';
import type { Wards } from './schemas.gen';

interface Answer {
  features: { properties: Wards }[];
}

const names = new SvelteMap<string, string>();
let asked = false;

/** The name of the ward with this code, once the wards are known; null until then. */
export function wardName(code: string): string | null {
  if (!asked) {
    asked = true;
    getJson<Answer>('/ogc/collections/wards/items?f=json&limit=100&skipGeometry=true').then(
      ({ features }) => {
        // Codes were re-used in 2025; a feature's ward code is of the division before, so the oldest name counts.
        const oldest = [...features].sort((a, b) => a.properties.valid_from.localeCompare(b.properties.valid_from));
        for (const { properties } of oldest) {
          if (!names.has(properties.code)) names.set(properties.code, properties.name);
        }
      },
      () => (asked = false),
    );
  }
  return names.get(code) ?? null;
}
