import type { TextKey } from './texts';
import { texts } from './texts';

export type Language = 'vi' | 'en';

/** The same words in both languages, as the server's documents carry them. */
export interface Text {
  vi: string;
  en: string;
}

class Reader {
  /** The language the reader chose. */
  language = $state<Language>('vi');
}

export const reader = new Reader();

/** The words in the reader's language; what is missing in it falls back to the other one. */
export function say(text: Text): string {
  return reader.language === 'vi' ? text.vi || text.en : text.en || text.vi;
}

/** A text of the interface in the reader's language, `{name}` replaced by `values.name`. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const pattern: string = texts[key][reader.language];
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
