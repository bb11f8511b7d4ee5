import type { StyleSpecification } from 'maplibre-gl';
import { getJson } from '../api/client';

const styles = new Map<string, Promise<StyleSpecification>>();

/** A style document of the server, fetched once. */
export function getStyle(id: string): Promise<StyleSpecification> {
  const known = styles.get(id);
  if (known) return known;
  const asked = getJson<StyleSpecification>(`/ogc/styles/${id}?f=json`);
  styles.set(id, asked);
  asked.catch(() => styles.delete(id));
  return asked;
}

/** Ask anew from now on: which layers a style draws differs from reader to reader. */
export function forgetStyles(): void {
  styles.clear();
}
