import type { Language } from '../text/language.svelte';

const SHAPE = /^[+-]?[\d.,]*\d[.,]?$/;

/**
 * The number that a person wrote, in the forms of either language: 1.234,5 and 1234,5 as well as 1,234.5; NaN when it is
 * none. Where only one kind of mark stands in it, `language` says whether it parts thousands or the decimals.
 */
export function readNumber(written: string, language: Language): number {
  const text = written
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/^\u2212/, '-');
  if (!SHAPE.test(text)) return Number.NaN;
  const decimal = decimalMark(text, language);
  const group = decimal === ',' ? '.' : ',';
  const [whole = '', fraction, ...more] = text.split(decimal);
  if (more.length > 0 || fraction?.includes(group)) return Number.NaN;
  const groups = whole.split(group);
  if (groups.length > 1 && !/^[+-]?\d{1,3}$/.test(groups[0] ?? '')) return Number.NaN;
  if (groups.slice(1).some((part) => !/^\d{3}$/.test(part))) return Number.NaN;
  return Number(groups.join('') + (fraction ? `.${fraction}` : ''));
}

/** A number as it stands in a field of a form: all its digits, no marks between thousands. */
export function writeNumber(value: number, language: Language): string {
  const plain = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 17 }).format(value);
  return language === 'vi' ? plain.replace('.', ',') : plain;
}

function decimalMark(text: string, language: Language): ',' | '.' {
  const comma = text.lastIndexOf(',');
  const point = text.lastIndexOf('.');
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const own = language === 'vi' ? ',' : '.';
  const other = own === ',' ? '.' : ',';
  if (!text.includes(other)) return own;
  // The other language's mark: thousands when it parts threes, as this language writes them, else decimals.
  return /^[+-]?[1-9]\d{0,2}([.,]\d{3})+$/.test(text) ? own : other;
}
