import type { CityFeature } from '../api/features';
import type { Catalogue } from '../api/catalogue';
import { findLayer } from '../api/catalogue';
import type { LayerSchema, PropertySchema } from '../api/schema';

/** Properties that name a layer of the city, and those that then say which of its features. */
const POINTERS = [
  ['layer', 'feature_id'],
  ['target_layer', 'target_id'],
  ['source_layer', 'source_id'],
] as const;

/**
 * The schema of a feature that speaks of another layer, with what the catalogue knows of that: the layer's title, the link to
 * the feature, what an action is called and in which unit its value is.
 */
export function spelled(schema: LayerSchema, { properties: values }: CityFeature, catalogue: Catalogue): LayerSchema {
  const properties = { ...schema.properties };
  const tell = (name: string, more: PropertySchema) => {
    if (properties[name]) properties[name] = { ...properties[name], ...more };
  };
  for (const [naming, pointing] of POINTERS) {
    const { layer } = findLayer(catalogue, String(values[naming])) ?? {};
    if (!layer) continue;
    tell(naming, { 'x-codes': [{ value: layer.id, title: layer.title, color: null }] });
    tell(pointing, { 'x-ogc-role': 'reference', 'x-ogc-collectionId': layer.id });
    const ability = layer.device?.commands.find(({ action }) => action === values.action);
    if (!ability) continue;
    tell('action', { 'x-codes': [{ value: ability.action, title: ability.title, color: null }] });
    if (ability.unit) tell('value', { 'x-ogc-unit': ability.unit });
  }
  return { ...schema, properties };
}
