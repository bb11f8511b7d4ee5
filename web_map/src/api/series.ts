import type { Text } from '../text/language.svelte';
import { getJson } from './client';
import type { CodeEntry } from './schema';
import type { StateValue } from './states';

/**
 * What was observed of one property of a feature between two instants (seconds since 1970), by columns of equal length.
 * A null value is a gap: nothing was heard from then on. The first row may lie before `from`: what held when that began.
 */
export interface Series {
  property: string;
  unit: string | null;
  title: Text;
  kind: 'number' | 'integer' | 'boolean' | 'code' | 'datetime' | 'string';
  codes?: CodeEntry[];
  /** Null when every observation is a row; else a row stands for those of so many seconds from its time on. */
  step: number | null;
  from: number;
  to: number;
  time: number[];
  value: StateValue[];
  /** The least and the greatest of what a row stands for. */
  min?: (number | null)[];
  max?: (number | null)[];
}

/** What was observed of a property between two instants (milliseconds since 1970), in about so many points. */
export async function getSeries(
  layer: string,
  id: string,
  asked: { property: string; from: number; to: number; points: number },
  signal?: AbortSignal,
): Promise<Series> {
  const query = new URLSearchParams({
    property: asked.property,
    from: new Date(asked.from).toISOString(),
    to: new Date(asked.to).toISOString(),
    points: String(asked.points),
  });
  return getJson<Series>(`/ogc/collections/${layer}/items/${encodeURIComponent(id)}/series?${query}`, signal);
}
