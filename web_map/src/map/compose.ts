import type {
  FilterSpecification,
  DataDrivenPropertyValueSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { cityLayerOf } from './city-layer';

export const SELECTION = 'selection';
export const BEFORE = 'before';
export const MEASURE = 'measure';
export const LOCATION = 'location';
export const AROUND = 'around';

/** What fills a circle without a value and what rims the others, on the light map; on the dark one each has its own. */
const PAPER = '#ffffff';
const HOLLOW_DARK = '#1b1e24';
const RIM_DARK = 'rgba(236, 234, 230, 0.35)';
const OWN_PLACE = '#2b6cd4';

/** What the reader has drawn over the city: GeoJSON per source. */
export type Drawings = Record<
  typeof SELECTION | typeof BEFORE | typeof MEASURE | typeof LOCATION | typeof AROUND,
  GeoJSON.FeatureCollection
>;

/** What a picture of the city is made of. */
export interface Composition {
  base: StyleSpecification;
  /** Theme id -> the theme's style document. */
  themes: ReadonlyMap<string, StyleSpecification>;
  /** Layers that are on, with their opacity 0..1. */
  layers: ReadonlyMap<string, number>;
  dark: boolean;
  drawings: Drawings;
}

const OPACITIES: Partial<Record<LayerSpecification['type'], string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['text-opacity', 'icon-opacity'],
  'fill-extrusion': ['fill-extrusion-opacity'],
  heatmap: ['heatmap-opacity'],
};

/** Where a declared layer is drawn from: its vector sources, and the first zoom at which something of it shows. */
export interface Drawn {
  sources: ReadonlySet<string>;
  from: number;
}

/** The declared layers that a style draws. */
export function drawnIn(style: StyleSpecification): ReadonlyMap<string, Drawn> {
  const drawn = new Map<string, { sources: Set<string>; from: number }>();
  for (const layer of style.layers) {
    const name = cityLayerOf(layer);
    if (!name || !('source' in layer) || style.sources[layer.source]?.type !== 'vector') continue;
    const known = drawn.get(name) ?? { sources: new Set(), from: Infinity };
    drawn.set(name, { sources: known.sources.add(layer.source), from: Math.min(known.from, layer.minzoom ?? 0) });
  }
  return drawn;
}

/** Sources and layers of these names belong to the drawing tools, which put them on the map themselves. */
const TOOLS = 'td-';

/** `next` with what the drawing tools have on the map now, so that a change of the picture does not wipe it off. */
export function withDrawing(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const isTool = (name: string) => name.startsWith(TOOLS);
  const layers = before?.layers.filter(({ id }) => isTool(id)) ?? [];
  if (layers.length === 0) return next;
  const sources = Object.entries(before?.sources ?? {}).filter(([name]) => isTool(name));
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(sources) }, layers: [...next.layers, ...layers] };
}

/**
 * One style document from the base map, the layers that are on and the reader's drawings.
 *
 * Areas lie under the base map's roads, lines and the selection under its names, so that the town stays readable;
 * points and labels come on top, and what the reader draws over everything.
 */
export function compose({ base, themes, layers, dark, drawings }: Composition): StyleSpecification {
  const sources: StyleSpecification['sources'] = { ...base.sources };
  const overlays: LayerSpecification[] = [];
  for (const [theme, style] of themes) {
    const shown = style.layers.filter((layer) => layers.has(cityLayerOf(layer) ?? ''));
    if (shown.length === 0) continue;
    for (const [id, source] of Object.entries(style.sources)) sources[`${theme}/${id}`] = source;
    for (const layer of shown) {
      const faded = fade(layer, layers.get(cityLayerOf(layer) ?? '') ?? 1);
      const own = { ...faded, id: `${theme}/${layer.id}` } as LayerSpecification;
      if ('source' in own && typeof own.source === 'string') own.source = `${theme}/${own.source}`;
      overlays.push(dark ? darken(own) : own);
    }
  }
  const rank = (layer: LayerSpecification) => (layer.type === 'fill' ? 0 : layer.type === 'line' ? 1 : 2);
  const of = (wanted: number) => overlays.filter((layer) => rank(layer) === wanted);
  const roads = base.layers.findIndex((layer) => layer.type === 'line' && cityLayerOf(layer) === 'roads');
  const names = base.layers.findIndex((layer) => layer.type === 'symbol');
  const namesAt = names < 0 ? base.layers.length : names;
  const roadsAt = roads < 0 ? namesAt : Math.min(roads, namesAt);
  for (const [id, data] of Object.entries(drawings))
    sources[id] = { type: 'geojson', data } as GeoJSONSourceSpecification;
  return {
    ...base,
    sources,
    layers: [
      ...base.layers.slice(0, roadsAt),
      ...of(0),
      ...base.layers.slice(roadsAt, namesAt),
      ...of(1),
      ...selected(dark),
      ...base.layers.slice(namesAt),
      ...of(2),
      ...drawn(dark),
    ],
  };
}

/** `layer` with all its opacities multiplied by `factor`. */
export function fade(layer: LayerSpecification, factor: number): LayerSpecification {
  const opacities = OPACITIES[layer.type];
  if (factor === 1 || !opacities) return layer;
  const paint = { ...(layer.paint as Record<string, unknown> | undefined) };
  for (const name of opacities) {
    paint[name] = scaled(paint[name] as DataDrivenPropertyValueSpecification<number> | undefined, factor);
  }
  return { ...layer, paint } as LayerSpecification;
}

/** A number or expression times `factor`; a zoom curve must stay outermost, so its outputs are scaled instead. */
function scaled(value: DataDrivenPropertyValueSpecification<number> | undefined, factor: number): unknown {
  if (value === undefined) return factor;
  if (typeof value === 'number') return value * factor;
  if (!Array.isArray(value)) return value;
  const [operator, ...rest] = value as unknown[];
  const inner = (output: unknown) => scaled(output as number, factor);
  if (operator === 'interpolate') {
    return [operator, ...rest.map((part, index) => (index >= 3 && index % 2 === 1 ? inner(part) : part))];
  }
  if (operator === 'step') {
    return [operator, ...rest.map((part, index) => (index >= 1 && index % 2 === 1 ? inner(part) : part))];
  }
  return ['*', factor, value];
}

/**
 * Themes are made for a light map. On the dark one labels change sides, what is hollow shows the dark land within, and no
 * white rim outshines what it is about.
 */
function darken(layer: LayerSpecification): LayerSpecification {
  if (layer.type === 'circle') {
    const { 'circle-color': color, 'circle-stroke-color': rim } = (layer.paint ?? {}) as Record<string, unknown>;
    const paint: Record<string, unknown> = { ...layer.paint };
    if (Array.isArray(color) && color.at(-1) === PAPER) paint['circle-color'] = [...color.slice(0, -1), HOLLOW_DARK];
    if (rim) paint['circle-stroke-color'] = Array.isArray(rim) ? rim.map(dimmed) : dimmed(rim);
    return { ...layer, paint } as LayerSpecification;
  }
  if (layer.type !== 'symbol') return layer;
  return { ...layer, paint: { ...layer.paint, 'text-color': '#dfe3e8', 'text-halo-color': '#14171c' } };
}

const dimmed = (color: unknown): unknown => (color === PAPER ? RIM_DARK : color);

const ROUND = { 'line-cap': 'round', 'line-join': 'round' } as const;
const POINTS: FilterSpecification = ['==', ['geometry-type'], 'Point'];
const POLYGONS: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
const NOT_POINTS: FilterSpecification = ['!=', ['geometry-type'], 'Point'];

const beforeOf = (dark: boolean) => (dark ? '#f0b429' : '#9a5b00');
const accentOf = (dark: boolean) => (dark ? '#7fd4e2' : '#0b6272');
const haloOf = (dark: boolean) => (dark ? '#14171c' : '#ffffff');

function selected(dark: boolean): LayerSpecification[] {
  const common = { source: SELECTION, filter: NOT_POINTS };
  const stroke = (id: string, color: string, width: number): LayerSpecification => ({
    ...common,
    id,
    type: 'line',
    layout: ROUND,
    paint: { 'line-color': color, 'line-width': width },
  });
  const area = { 'fill-color': accentOf(dark), 'fill-opacity': 0.16 };
  return [
    { ...common, id: 'selection-area', filter: POLYGONS, type: 'fill', paint: area },
    stroke('selection-halo', haloOf(dark), 6),
    stroke('selection-line', accentOf(dark), 3),
    { id: 'around-area', type: 'fill', source: AROUND, paint: { 'fill-color': accentOf(dark), 'fill-opacity': 0.12 } },
    {
      id: 'around-line',
      type: 'line',
      source: AROUND,
      paint: { 'line-color': accentOf(dark), 'line-width': 2, 'line-dasharray': [3, 2] },
    },
  ];
}

function drawn(dark: boolean): LayerSpecification[] {
  const accent = accentOf(dark);
  const halo = haloOf(dark);
  const dot = (id: string, source: string, fill: string, edge: string, radius: number): LayerSpecification => ({
    id,
    type: 'circle',
    source,
    filter: POINTS,
    paint: { 'circle-radius': radius, 'circle-color': fill, 'circle-stroke-color': edge, 'circle-stroke-width': 2.5 },
  });
  const area = (id: string, source: string, color: string): LayerSpecification => ({
    id,
    type: 'fill',
    source,
    filter: POLYGONS,
    paint: { 'fill-color': color, 'fill-opacity': 0.15 },
  });
  const stroke = (id: string, color: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    source: MEASURE,
    filter: NOT_POINTS,
    layout: ROUND,
    paint: { 'line-color': color, 'line-width': width },
  });
  return [
    area('location-accuracy', LOCATION, OWN_PLACE),
    {
      id: 'selection-ring',
      type: 'circle',
      source: SELECTION,
      filter: POINTS,
      paint: {
        'circle-radius': 11,
        'circle-color': accent,
        'circle-opacity': 0.16,
        'circle-stroke-color': accent,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'before-line',
      type: 'line',
      source: BEFORE,
      filter: NOT_POINTS,
      paint: { 'line-color': beforeOf(dark), 'line-width': 3, 'line-dasharray': [2, 1.5] },
    },
    dot('before-points', BEFORE, halo, beforeOf(dark), 7),
    area('measure-area', MEASURE, accent),
    stroke('measure-halo', halo, 5),
    stroke('measure-line', accent, 2.5),
    dot('measure-points', MEASURE, halo, accent, 5),
    dot('location-dot', LOCATION, OWN_PLACE, '#ffffff', 7),
  ];
}
