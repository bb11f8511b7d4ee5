import type { Box } from '../map/touched';
import { getJson, good, send } from './client';
import type { CityFeature } from './features';

/** What a device's property can be; null is no data. */
export type StateValue = string | number | boolean | null;

/**
 * Present states of a layer's features, by columns of equal length: `fid` numbers the features, `phenomenon_time` says when
 * the newest value was true (seconds since 1970), every other column is a property.
 */
export interface StateColumns {
  fid: number[];
  phenomenon_time?: (number | null)[];
  [property: string]: StateValue[] | undefined;
}

/** What became of the shown values during a day: rows in the order of `time` (seconds since 1970). */
export interface PastColumns {
  fid: number[];
  time: number[];
  [property: string]: StateValue[] | undefined;
}

/** The present states of layers, in a box of degrees or everywhere (null); Unanswered when there are none to be had. */
export async function getStates(
  layers: readonly string[],
  box: Box | null,
  signal?: AbortSignal,
): Promise<Record<string, StateColumns>> {
  const path = `/state?layers=${[...layers].sort().join(',')}${box ? `&bbox=${box.join(',')}` : ''}`;
  return (await getJson<{ layers: Record<string, StateColumns> }>(path, signal)).layers;
}

/** How the states of layers changed between two instants (milliseconds since 1970), in steps of `step` seconds. */
export async function getPast(
  layers: readonly string[],
  from: number,
  to: number,
  step: number,
  signal?: AbortSignal,
): Promise<Record<string, PastColumns>> {
  const query = new URLSearchParams({
    layers: [...layers].sort().join(','),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step: String(step),
  });
  return (await getJson<{ layers: Record<string, PastColumns> }>(`/state?${query}`, signal)).layers;
}

/**
 * What was true of a feature at an instant (milliseconds since 1970): a row for each time (`datetime`) at which some of it was
 * observed, in that order; none for what was silent then.
 */
export async function getThen(layer: string, id: string, at: number, signal: AbortSignal): Promise<CityFeature[]> {
  const query = new URLSearchParams({ f: 'GeoJSON', datetime: new Date(at).toISOString() });
  const answer = await good(await send('GET', `/ogc/collections/${layer}/locations/${id}?${query}`, { signal }));
  return answer.status === 204 ? [] : ((await answer.json()) as { features: CityFeature[] }).features;
}
