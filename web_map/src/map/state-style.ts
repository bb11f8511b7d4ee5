import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { cityLayerOf } from './city-layer';

/** The declared layers that devices colour: name -> the property that does. */
export type Coloured = ReadonlyMap<string, string>;

/** How a line without data is drawn, so that not its colour alone says it. */
const SILENT_DASHES = [0.4, 1.8];

/**
 * A theme's style for a map that is told states by itself: what a layer's tiles would say of an observed property comes from
 * feature-state, and tiles are asked for without any, so that no reading makes one stale. What can follow no feature-state
 * is left out: the order in which features are drawn, and labels of observed values. Lines without data are dashed.
 *
 * `observed` tells which properties of a layer devices keep.
 */
export function withStates(
  style: StyleSpecification,
  coloured: Coloured,
  observed: (layer: string) => readonly string[],
): StyleSpecification {
  const told = style.layers.some((layer) => observed(cityLayerOf(layer) ?? '').length > 0);
  if (!told) return style;
  const layers = style.layers.flatMap((layer) => {
    const name = cityLayerOf(layer) ?? '';
    const own = observed(name);
    if (own.length === 0) return [layer];
    if (layer.type === 'symbol') return mentions(layer.layout?.['text-field'], own) ? [] : [layer];
    const by = coloured.get(name);
    return by === undefined ? [layer] : stated(layer, by);
  });
  const sources = Object.entries(style.sources).map(([id, source]) => [
    id,
    source.type === 'vector' && source.tiles
      ? { ...source, tiles: source.tiles.map((address) => `${address}&observed=false`) }
      : source,
  ]);
  return { ...style, layers, sources: Object.fromEntries(sources) as StyleSpecification['sources'] };
}

function stated(layer: LayerSpecification, by: string): LayerSpecification[] {
  const layout = Object.entries(layer.layout ?? {}).filter(
    ([name, value]) => !/-sort-key$/.test(name) || !reads(value, by),
  );
  const own = {
    ...layer,
    layout: Object.fromEntries(layout),
    paint: fromState(layer.paint ?? {}, by),
  } as LayerSpecification;
  if (own.type !== 'line' || !reads(layer.paint, by)) return [own];
  const opacity = own.paint?.['line-opacity'] ?? 1;
  // A zoom curve would have to stay outermost.
  if (typeof opacity !== 'number') return [own];
  const heard = ['!=', ['feature-state', by], null];
  const shown = (when: unknown) => ({ 'line-opacity': ['case', when, opacity, 0] });
  const silent = { ...own.paint, ...shown(['!', heard]), 'line-dasharray': SILENT_DASHES };
  return [
    { ...own, paint: { ...own.paint, ...shown(heard) } } as LayerSpecification,
    { ...own, id: `${own.id}-silent`, paint: silent } as LayerSpecification,
  ];
}

/** An expression (or an object of them) with the property read from the feature's state. */
function fromState(value: unknown, by: string): unknown {
  if (Array.isArray(value)) {
    const [operator, name] = value as unknown[];
    if (operator === 'get' && name === by) return ['feature-state', by];
    if (operator === 'has' && name === by) return ['!=', ['feature-state', by], null];
    return value.map((part) => fromState(part, by));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fromState(part, by)]));
}

/** Whether an expression reads the property. */
function reads(value: unknown, by: string): boolean {
  if (Array.isArray(value)) {
    return ((value[0] === 'get' || value[0] === 'has') && value[1] === by) || value.some((part) => reads(part, by));
  }
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => reads(part, by));
}

/** Whether a label speaks of one of the properties, as an expression or as `{name}`. */
function mentions(field: unknown, names: readonly string[]): boolean {
  return names.some((name) => reads(field, name) || (typeof field === 'string' && field.includes(`{${name}}`)));
}
