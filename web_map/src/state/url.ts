import { replayable } from '../past/day';
import type { Language } from '../text/language.svelte';

/** Where the map looks. */
export interface Position {
  lon: number;
  lat: number;
  zoom: number;
}

/** What is selected: a feature by its `id` (or number in tiles) and what the map calls it, or a place. */
export type Selection =
  | { kind: 'feature'; layer: string; id: string; label?: string }
  | { kind: 'place'; lon: number; lat: number; system?: string };

/** Everything a shared address says. What it leaves out is the reader's own choice. */
export interface Shared {
  position: Position | null;
  /** Layers that are on, with their opacity 0..1; null when the address does not speak of layers. */
  layers: Map<string, number> | null;
  selection: Selection | null;
  language: Language | null;
  dark: boolean | null;
  /** The past moment (milliseconds since 1970) whose device states are shown; null is the present. */
  moment: number | null;
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** The address's hash, `#` included, for a state of the map. */
export function writeHash(shared: Shared): string {
  const parts: string[] = [];
  if (shared.position) {
    const { lon, lat, zoom } = shared.position;
    parts.push(`map=${round(zoom, 2)}/${round(lat, 6)}/${round(lon, 6)}`);
  }
  if (shared.layers) {
    const layers = [...shared.layers].map(([layer, opacity]) =>
      opacity === 1 ? layer : `${layer}:${Math.round(opacity * 100)}`,
    );
    parts.push(`layers=${layers.join(',')}`);
  }
  const selection = shared.selection;
  if (selection?.kind === 'feature') parts.push(`select=${selection.layer}/${selection.id}`);
  if (selection?.kind === 'place') parts.push(`place=${round(selection.lat, 7)},${round(selection.lon, 7)}`);
  if (shared.moment !== null) parts.push(`time=${new Date(shared.moment).toISOString().slice(0, 16)}Z`);
  if (shared.language) parts.push(`lang=${shared.language}`);
  if (shared.dark !== null) parts.push(`dark=${shared.dark ? 1 : 0}`);
  return `#${parts.join('&')}`;
}

/** What a hash says; parts that make no sense are left out. */
export function readHash(hash: string): Shared {
  const parts = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((part) => {
        const [key = '', ...value] = part.split('=');
        return [key, decode(value.join('='))] as const;
      }),
  );
  const language = parts.get('lang');
  const dark = parts.get('dark');
  return {
    position: readPosition(parts.get('map')),
    layers: readLayers(parts.get('layers')),
    selection: readSelection(parts.get('select'), parts.get('place')),
    language: language === 'vi' || language === 'en' ? language : null,
    dark: dark === undefined ? null : dark === '1',
    moment: replayable(Date.parse(parts.get('time') ?? ''), Date.now()),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readPosition(text: string | undefined): Position | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sane = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { lon, lat, zoom } : null;
}

function readLayers(text: string | undefined): Map<string, number> | null {
  if (text === undefined) return null;
  const layers = new Map<string, number>();
  for (const [, layer, percent] of text.matchAll(/([a-z][a-z0-9_]*)(?::(\d{1,3}))?(?:,|$)/g)) {
    if (layer) layers.set(layer, Math.min(100, Number(percent ?? 100)) / 100);
  }
  return layers;
}

function readSelection(feature: string | undefined, place: string | undefined): Selection | null {
  const match = /^([a-z][a-z0-9_]*)\/([\w-]+)$/.exec(feature ?? '');
  if (match?.[1] && match[2]) return { kind: 'feature', layer: match[1], id: match[2] };
  const [lat, lon] = (place ?? '').split(',').map(Number);
  if (place && lat !== undefined && lon !== undefined && Math.abs(lat) <= 85 && Math.abs(lon) <= 180) {
    return { kind: 'place', lon, lat };
  }
  return null;
}
