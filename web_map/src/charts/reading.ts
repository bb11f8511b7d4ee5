import type { Series } from '../api/series';
import type { StateValue } from '../api/states';
import { instantText, numberText, quantityText } from '../text/format';
import type { Language } from '../text/language.svelte';
import { say, t } from '../text/language.svelte';

const DAY = 86_400;

/** Whether the values are drawn as a line; codes and the like are drawn as bands. */
export const isMeasured = ({ kind }: Series): boolean => kind === 'number' || kind === 'integer';

/** A value in words, with its unit; a gap says so. */
export function valueText(series: Series, value: StateValue, language: Language): string {
  if (value === null) return t('card_no_data');
  if (typeof value === 'number') return quantityText(value, series.unit ?? undefined, language, 2);
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  const code = series.codes?.find((one) => one.value === value);
  return code ? say(code.title) : value;
}

/** When a row of a series was: an instant, a stretch of hours or a day. */
export function whenText({ time, step }: Series, row: number): string {
  const at = time[row] ?? 0;
  const text = (seconds: number) => instantText(seconds * 1000);
  if (step === null) return text(at);
  return step < DAY ? `${text(at)}–${text(at + step).slice(-5)}` : text(at).slice(0, 10);
}

/** The least and the greatest of a row that stands for many observations: "2,2 – 2,4"; empty when there is nothing to say. */
export function rangeText(series: Series, row: number, language: Language): string {
  const [low, high] = [series.min?.[row] ?? null, series.max?.[row] ?? null];
  if (low === null || high === null || low === high) return '';
  return `${numberText(low, language, 2)} – ${quantityText(high, series.unit ?? undefined, language, 2)}`;
}

/** A stretch of time in which a value held; `value` null is a gap. */
export interface Stretch {
  value: Exclude<StateValue, null>;
  from: number;
  to: number;
}

/** The stretches in which codes or yes-and-no held, within the series' time; gaps are left out. */
export function stretches({ time, value, from, to }: Series, now: number): Stretch[] {
  const end = Math.min(to, now);
  const found: Stretch[] = [];
  for (const [row, held] of value.entries()) {
    if (held === null) continue;
    const begins = Math.max(time[row] ?? from, from);
    const ends = Math.min(time[row + 1] ?? end, end);
    const last = found.at(-1);
    if (last?.value === held && last.to === begins) last.to = Math.max(ends, begins);
    else if (ends > begins) found.push({ value: held, from: begins, to: ends });
  }
  return found;
}

/** The columns a line chart draws: time, value and, where rows stand for many observations, least and greatest. */
export function lineColumns(series: Series): (number | null)[][] {
  const value = series.value.map((one) => (typeof one === 'number' ? one : null));
  const rows = [series.time, value];
  return series.min && series.max ? [...rows, series.min, series.max] : rows;
}

/** The rows whose value has no neighbour that a line could lead to. */
export const alone = (values: ArrayLike<number | null | undefined>): number[] => {
  const known = (row: number) => (values[row] ?? null) !== null;
  return Array.from(values, (_, row) => row).filter((row) => known(row) && !known(row - 1) && !known(row + 1));
};

/** The row nearest to an instant (seconds since 1970). */
export function rowAt({ time }: Series, at: number): number {
  let nearest = 0;
  for (const [row, one] of time.entries()) if (Math.abs(one - at) < Math.abs((time[nearest] ?? 0) - at)) nearest = row;
  return nearest;
}

/** The row that held at an instant (seconds since 1970); null before the first. */
export function heldAt({ time }: Series, at: number): number | null {
  const row = time.filter((one) => one <= at).length - 1;
  return row < 0 ? null : row;
}

/** A series in one sentence: its last value, and its least and greatest. */
export function summaryText(series: Series, language: Language): string {
  const title = say(series.title);
  const last = series.value.at(-1) ?? null;
  const numbers = series.value.filter((one): one is number => typeof one === 'number');
  if (!isMeasured(series) || numbers.length === 0) return `${title}: ${valueText(series, last, language)}`;
  const low = Math.min(...numbers, ...(series.min ?? []).filter((one) => one !== null));
  const high = Math.max(...numbers, ...(series.max ?? []).filter((one) => one !== null));
  return t('chart_summary', {
    title,
    low: valueText(series, low, language),
    high: valueText(series, high, language),
    last: valueText(series, last, language),
  });
}
