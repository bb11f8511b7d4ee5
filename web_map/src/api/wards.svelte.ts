import { SvelteMap } from 'svelte/reactivity';
import { getJson } from './client';

interface Wards {
  features: { properties: { code: string; name?: string } }[];
}

const names = new SvelteMap<string, string>();
let asked = false;

/** The name of the ward with this code, once the wards are known; null until then. */
export function wardName(code: string): string | null {
  if (!asked) {
    asked = true;
    getJson<Wards>('/ogc/collections/wards/items?f=json&limit=100&skipGeometry=true').then(
      ({ features }) => {
        for (const { properties } of features) {
          if (properties.name && !names.has(properties.code)) names.set(properties.code, properties.name);
        }
      },
      () => (asked = false),
    );
  }
  return names.get(code) ?? null;
}
