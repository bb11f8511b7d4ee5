import type { Map as MapEngine, MapGeoJSONFeature, PointLike } from 'maplibre-gl';
import type { Selection } from '../state/url';
import { cityLayerOf } from './city-layer';

/** Base layers that lie under everything and would answer every click. */
const NOT_FROM_BASE = new Set(['wards', 'neighbourhoods', 'rivers']);
const DIMENSION: Record<string, number> = { Point: 0, MultiPoint: 0, LineString: 1, MultiLineString: 1 };

/** The property a layer's features are labelled by. */
export type LabelBy = (layer: string) => string | null | undefined;

/**
 * The city's features within `reach` pixels of a place on the screen: points before lines before areas, layers that the
 * reader switched on before the base map.
 */
export function pick(map: MapEngine, at: { x: number; y: number }, reach: number, labelBy?: LabelBy): Selection[] {
  const box: [PointLike, PointLike] = [
    [at.x - reach, at.y - reach],
    [at.x + reach, at.y + reach],
  ];
  const near = map.queryRenderedFeatures(box).filter((feature) => pickable(feature));
  const exact = new Set(map.queryRenderedFeatures([at.x, at.y]).map(keyOf));
  // An area counts only when the place lies in it, not near it.
  const hit = near.filter((feature) => dimension(feature) < 2 || exact.has(keyOf(feature)));
  const distance = (feature: MapGeoJSONFeature) => {
    if (feature.geometry.type !== 'Point') return 0;
    const screen = map.project(feature.geometry.coordinates as [number, number]);
    return Math.hypot(screen.x - at.x, screen.y - at.y);
  };
  const rank = (feature: MapGeoJSONFeature) => (isOverlay(feature) ? 0 : 10) + dimension(feature);
  const found = new Map<string, Selection>();
  for (const feature of hit.sort((a, b) => rank(a) - rank(b) || distance(a) - distance(b))) {
    const layer = cityLayerOf(feature.layer);
    if (!layer || found.has(keyOf(feature))) continue;
    const label: unknown = feature.properties[labelBy?.(layer) ?? 'name'];
    const selection: Selection = { kind: 'feature', layer, id: String(feature.id) };
    found.set(keyOf(feature), label === undefined ? selection : { ...selection, label: String(label) });
  }
  return [...found.values()].slice(0, 6);
}

const isOverlay = (feature: MapGeoJSONFeature) => feature.layer.id.includes('/');
const dimension = (feature: MapGeoJSONFeature) => DIMENSION[feature.geometry.type] ?? 2;
const keyOf = (feature: MapGeoJSONFeature) => `${cityLayerOf(feature.layer)}/${feature.id}`;

function pickable(feature: MapGeoJSONFeature): boolean {
  const layer = cityLayerOf(feature.layer);
  return layer !== undefined && feature.id !== undefined && (isOverlay(feature) || !NOT_FROM_BASE.has(layer));
}
