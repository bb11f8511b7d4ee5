import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import type { Drawings } from '../src/map/compose';
import { compose, fade, withDrawing } from '../src/map/compose';

const none: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const drawings: Drawings = { selection: none, before: none, measure: none, location: none, around: none };

const layer = (id: string, type: string, of: string, paint = {}) =>
  ({ id, type, source: 'own', 'source-layer': of, metadata: { 'dongha:layer': of }, paint }) as LayerSpecification;
const style = (...layers: LayerSpecification[]): StyleSpecification => ({
  version: 8,
  sources: { own: { type: 'vector', tiles: ['/t/{z}/{y}/{x}'] } },
  layers,
});

const base = style(
  { id: 'land', type: 'background' },
  layer('buildings', 'fill', 'buildings'),
  layer('roads', 'line', 'roads'),
  layer('names', 'symbol', 'roads'),
);
const lighting = style(layer('lamps', 'circle', 'street_lamps'), layer('lit', 'line', 'lighting_segments'));
const land = style(layer('parcels', 'fill', 'land_parcels'), layer('numbers', 'symbol', 'land_parcels'));
const themes = new Map([
  ['lighting', lighting],
  ['land', land],
]);
const ids = (composed: StyleSpecification) =>
  composed.layers.map(({ id }) => id).filter((id) => !/^(selection|before|measure|location|around)/.test(id));

describe('one picture from base map and themes', () => {
  it('draws areas under the roads, lines under the names, points and labels on top', () => {
    const layers = new Map([
      ['street_lamps', 1],
      ['lighting_segments', 1],
      ['land_parcels', 1],
    ]);
    expect(ids(compose({ base, themes, layers, dark: false, drawings }))).toEqual([
      'land', 'buildings', 'land/parcels', 'roads', 'lighting/lit', 'names', 'lighting/lamps', 'land/numbers',
    ]); // prettier-ignore
  });

  it('holds only what is on, and fetches nothing else', () => {
    const composed = compose({ base, themes, layers: new Map([['street_lamps', 1]]), dark: false, drawings });
    expect(ids(composed)).toEqual(['land', 'buildings', 'roads', 'names', 'lighting/lamps']);
    expect(Object.keys(composed.sources)).toEqual([
      'own',
      'lighting/own',
      'selection',
      'before',
      'measure',
      'location',
      'around',
    ]);
    expect(composed.layers.find(({ id }) => id === 'lighting/lamps')).toMatchObject({ source: 'lighting/own' });
  });

  it('keeps what the drawing tools have on the map, and nothing else of the picture before', () => {
    const tool = { ...layer('td-polygon', 'fill', ''), source: 'td-polygon' } as LayerSpecification;
    const before = style(layer('old', 'line', 'roads'), tool);
    before.sources['td-polygon'] = { type: 'geojson', data: none };
    const next = withDrawing(before, base);
    expect(next.layers.map(({ id }) => id)).toEqual(['land', 'buildings', 'roads', 'names', 'td-polygon']);
    expect(Object.keys(next.sources)).toEqual(['own', 'td-polygon']);
    expect(withDrawing(style(layer('old', 'line', 'roads')), base)).toBe(base);
  });

  it('keeps labels readable on the dark map', () => {
    const composed = compose({ base, themes, layers: new Map([['land_parcels', 1]]), dark: true, drawings });
    const label = composed.layers.find(({ id }) => id === 'land/numbers');
    expect(label?.paint).toMatchObject({ 'text-color': '#dfe3e8' });
  });

  it('keeps hollow circles hollow on the dark map', () => {
    const color = ['match', ['feature-state', 'status'], 'on', '#f6c945', '#ffffff'];
    const devices = new Map([['own', style(layer('lamps', 'circle', 'street_lamps', { 'circle-color': color }))]]);
    const shown = (dark: boolean) =>
      compose({ base, themes: devices, layers: new Map([['street_lamps', 1]]), dark, drawings }).layers.find(
        ({ id }) => id === 'own/lamps',
      )?.paint;
    expect(shown(false)).toEqual({ 'circle-color': color });
    expect(shown(true)).toEqual({ 'circle-color': [...color.slice(0, -1), '#1b1e24'] });
  });

  it('rims nothing in white on the dark map', () => {
    const rim = ['case', ['has', 'status'], '#ffffff', '#9aa0a6'];
    const lamps = layer('lamps', 'circle', 'street_lamps', { 'circle-color': '#6b7280', 'circle-stroke-color': rim });
    const [drawn] = compose({
      base,
      themes: new Map([['own', style(lamps)]]),
      layers: new Map([['street_lamps', 1]]),
      dark: true,
      drawings,
    }).layers.filter(({ id }) => id === 'own/lamps');
    const paint = drawn?.paint as Record<string, unknown>;
    expect(paint['circle-color']).toBe('#6b7280');
    expect(paint['circle-stroke-color']).toEqual([...rim.slice(0, 2), 'rgba(236, 234, 230, 0.35)', '#9aa0a6']);
  });

  it('fades numbers, expressions and zoom curves', () => {
    const faded = (opacity: unknown) =>
      fade(layer('x', 'fill', 'x', opacity === undefined ? {} : { 'fill-opacity': opacity }), 0.5).paint;
    expect(faded(undefined)).toEqual({ 'fill-opacity': 0.5 });
    expect(faded(0.4)).toEqual({ 'fill-opacity': 0.2 });
    expect(faded(['case', true, 1, 0.5])).toEqual({ 'fill-opacity': ['*', 0.5, ['case', true, 1, 0.5]] });
    expect(faded(['interpolate', ['linear'], ['zoom'], 8, 0.6, 14, ['case', true, 0.8, 0.4]])).toEqual({
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 8, 0.3, 14, ['*', 0.5, ['case', true, 0.8, 0.4]]],
    });
    expect(faded(['step', ['zoom'], 0.2, 12, 0.8])).toEqual({ 'fill-opacity': ['step', ['zoom'], 0.1, 12, 0.4] });
  });
});
