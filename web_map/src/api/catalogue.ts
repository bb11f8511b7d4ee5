import type { Text } from '../text/language.svelte';
import { getJson } from './client';

export type GeometryKind = 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon';

/** One line of a layer's legend; `value` null stands for the rest. */
export interface LegendEntry {
  value: string | number | boolean | null;
  title: Text;
  color: string;
  symbol: 'circle' | 'line' | 'fill';
}

/** Something that a layer's devices can be told: with a number between `ge` and `le`, or without any. */
export interface Ability {
  action: string;
  title: Text;
  /** Whether the reader may tell them. */
  allowed: boolean;
  /** The observed property that it changes. */
  property: string | null;
  unit: string | null;
  ge: number | null;
  le: number | null;
}

/** How a layer's devices speak: the property a chart shows first, and how often they are heard (seconds). */
export interface DeviceWords {
  main: string;
  interval_s: number;
  expire_after_s: number | null;
  commands: Ability[];
}

export interface CatalogueLayer {
  id: string;
  title: Text;
  description: Text;
  geometry: GeometryKind;
  zoom: [number, number];
  count: number;
  time: string[];
  legend: LegendEntry[];
  bbox?: [number, number, number, number] | null;
  style_by: string | null;
  /** The property by which people know a feature of the layer. */
  label_by?: string | null;
  /** The properties that devices keep. */
  observed?: string[];
  device?: DeviceWords | null;
}

export interface CatalogueTheme {
  id: string;
  title: Text;
  icon: string;
  layers: CatalogueLayer[];
}

/** What the city has: its themes and their layers, as `/catalogue` tells. */
export interface Catalogue {
  themes: CatalogueTheme[];
  bounds: [number, number, number, number];
  synthetic: boolean;
  version: string;
}

export const getCatalogue = (): Promise<Catalogue> => getJson<Catalogue>('/catalogue');

/** A layer with the theme it belongs to. */
export function findLayer(catalogue: Catalogue, id: string): { theme: CatalogueTheme; layer: CatalogueLayer } | null {
  for (const theme of catalogue.themes) {
    const layer = theme.layers.find((one) => one.id === id);
    if (layer) return { theme, layer };
  }
  return null;
}

/** What the reader may tell the devices of a layer. */
export const abilitiesOf = (layer: CatalogueLayer | null | undefined): Ability[] =>
  (layer?.device?.commands ?? []).filter(({ allowed }) => allowed);

/** The layers whose colour devices tell, with the property that does. */
export function colouredByDevices(catalogue: Catalogue): Map<string, string> {
  const layers = catalogue.themes.flatMap((theme) => theme.layers);
  const found = layers.flatMap(({ id, style_by: by, observed = [] }) =>
    by !== null && observed.includes(by) ? [[id, by] as const] : [],
  );
  return new Map(found);
}
