import { SvelteMap } from 'svelte/reactivity';
import { getJson } from './client';

interface Wards {
  features: { properties: { code: string; name?: string; valid_from?: string } }[];
}

const names = new SvelteMap<string, string>();
let asked = false;

/** The name of the ward with this code, once the wards are known; null until then. */
export function wardName(code: string): string | null {
  if (!asked) {
    asked = true;
    getJson<Wards>('/ogc/collections/wards/items?f=json&limit=100&skipGeometry=true').then(
      ({ features }) => {
        // Codes were re-used in 2025; a feature's ward code is of the division before, so the oldest name counts.
        const oldest = features.toSorted((a, b) =>
          (a.properties.valid_from ?? '').localeCompare(b.properties.valid_from ?? ''),
        );
        for (const { properties } of oldest) {
          if (properties.name && !names.has(properties.code)) names.set(properties.code, properties.name);
        }
      },
      () => (asked = false),
    );
  }
  return names.get(code) ?? null;
}
