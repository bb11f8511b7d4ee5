import type { CityFeature, Value } from '../api/features';

/** A feature with nothing of what devices say of it now, but with what `rows`, one after the other, tell of the past. */
export function recall(feature: CityFeature, observed: readonly string[], rows: readonly CityFeature[]): CityFeature {
  const properties: Record<string, Value> = { ...feature.properties, phenomenon_time: null };
  for (const name of observed) properties[name] = null;
  for (const { properties: told } of rows) {
    properties.phenomenon_time = told.datetime ?? null;
    for (const name of observed) properties[name] = told[name] ?? properties[name] ?? null;
  }
  return { ...feature, properties };
}
