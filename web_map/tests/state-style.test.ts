import { createExpression } from '@maplibre/maplibre-gl-style-spec';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { expect, it } from 'vitest';
import { withStates } from '../src/map/state-style';

const part = (id: string, type: string, of: string, more: object) =>
  ({ id, type, source: 'own', 'source-layer': of, metadata: { 'dongha:layer': of }, ...more }) as LayerSpecification;

const COLOR = ['match', ['get', 'status'], ['on', 'dimmed'], '#f6c945', ['off'], '#6b7280', '#ffffff'];
const style: StyleSpecification = {
  version: 8,
  sources: { own: { type: 'vector', tiles: ['/ogc/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=street_lamps'] } },
  layers: [
    part('lamps', 'circle', 'street_lamps', {
      layout: { 'circle-sort-key': ['match', ['get', 'status'], 'on', 1, 0] },
      paint: {
        'circle-color': COLOR,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 2, 16, 4],
        'circle-stroke-color': ['case', ['has', 'status'], '#ffffff', '#9aa0a6'],
      },
    }),
    part('flows', 'line', 'traffic_flows', {
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': ['step', ['get', 'flow'], '#a', 10, '#b'], 'line-opacity': 0.9 },
    }),
    part('lamps-label', 'symbol', 'street_lamps', { layout: { 'text-field': '{pole_ref}' } }),
    part('levels', 'symbol', 'street_lamps', { layout: { 'text-field': '{level_pct} %' } }),
    part('poles', 'circle', 'poles', { paint: { 'circle-color': ['get', 'status'] } }),
  ],
};
const observed = (layer: string) => ({ street_lamps: ['status', 'level_pct'], traffic_flows: ['flow'] })[layer] ?? [];
const coloured = new Map([
  ['street_lamps', 'status'],
  ['traffic_flows', 'flow'],
]);
const told = withStates(style, coloured, observed);
const layer = (id: string) => told.layers.find((one) => one.id === id) as LayerSpecification;
const paint = (id: string) => layer(id).paint as Record<string, unknown>;

it('takes the colour from feature-state', () => {
  const color = createExpression(paint('lamps')['circle-color'], { type: 'color' } as never);
  expect(color.result).toBe('success');
  if (color.result !== 'success') return;
  const shown = (status: unknown) =>
    String(color.value.evaluate({ zoom: 16 }, { type: 1, properties: { status: 'off' } }, { status }));
  expect(shown('on')).toBe(shown('dimmed'));
  expect(new Set([shown('on'), shown('off'), shown(null)]).size).toBe(3);
  expect(shown(undefined)).toBe(shown(null));
  expect(paint('lamps')['circle-stroke-color']).toEqual([
    'case',
    ['!=', ['feature-state', 'status'], null],
    '#ffffff',
    '#9aa0a6',
  ]);
});

it('leaves out what cannot follow a state, and only that', () => {
  expect(layer('lamps').layout).toEqual({});
  expect(layer('flows').layout).toEqual({ 'line-cap': 'round' });
  expect(paint('lamps')['circle-radius']).toEqual(['interpolate', ['linear'], ['zoom'], 10, 2, 16, 4]);
  expect(told.layers.map(({ id }) => id)).toEqual(['lamps', 'flows', 'flows-silent', 'lamps-label', 'poles']);
  expect(layer('poles')).toBe(style.layers[4]);
});

it('draws lines without data dashed', () => {
  expect(paint('flows')['line-opacity']).toEqual(['case', ['!=', ['feature-state', 'flow'], null], 0.9, 0]);
  expect(paint('flows-silent')['line-opacity']).toEqual([
    'case',
    ['!', ['!=', ['feature-state', 'flow'], null]],
    0.9,
    0,
  ]);
  expect(paint('flows-silent')['line-dasharray']).toBeDefined();
});

it('asks for tiles without what devices keep', () => {
  expect(told.sources.own).toMatchObject({ tiles: [expect.stringContaining('street_lamps&observed=false')] });
});

it('leaves a style alone that no device has to do with', () => {
  expect(withStates(style, new Map(), () => [])).toBe(style);
});
