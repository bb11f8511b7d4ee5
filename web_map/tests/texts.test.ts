import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts } from '../src/text/texts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('texts.ts'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));
const all = sources.map(({ text }) => text).join('\n');
const entries = Object.entries(texts);
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the catalogue of texts', () => {
  it.each(entries)('%s is there in both languages, with the same values in it', (_, { vi, en }) => {
    expect(vi.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    expect(places(vi)).toEqual(places(en));
    expect(vi).toBe(vi.normalize('NFC'));
  });

  it('holds nothing that no one says', () => {
    const unused = entries.map(([key]) => key).filter((key) => !new RegExp(`['.]${key}\\b`).test(all));
    expect(unused).toEqual([]);
  });

  it('is the only place with words of the interface', () => {
    const markup = sources
      .filter(({ file }) => file.endsWith('.svelte'))
      .map(({ file, text }) => ({
        file,
        html: text
          .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
          .replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, ''),
      }));
    const words = markup.flatMap(({ file, html }) =>
      [
        ...html.matchAll(/>([^<>]*\p{L}{3,}[^<>]*)</gu),
        ...html.matchAll(/(?:aria-label|title|placeholder)="([^"{]*\p{L}[^"{]*)"/gu),
      ].map(([, found]) => `${file}: ${found?.trim()}`),
    );
    const systems = /(WGS 84|VN-2000)$/;
    expect(words.filter((found) => !systems.test(found))).toEqual([]);
  });
});
