import { areaText, lengthText } from '../text/format';
import { reader, t } from '../text/language.svelte';
import type { GeometryType } from './fields';

/** How large a geometry is: an area and its outline, a length, or how many points. */
export function sizeText(
  type: GeometryType,
  pieces: number,
  { length, area }: { length: number; area: number | null },
): string {
  if (area !== null)
    return `${areaText(area, reader.language)} · ${t('measure_perimeter')} ${lengthText(length, reader.language)}`;
  if (type.endsWith('Point')) return pieces === 1 ? t('edit_shape_point') : t('edit_shape_points', { count: pieces });
  return lengthText(length, reader.language);
}
