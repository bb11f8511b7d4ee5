import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/tokens.css', 'utf8');

/** The colours of `:root` (light), or of the dark scheme over them. */
function palette(selector: string): Record<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [string, string][] = [
  ['ink', 'surface'],
  ['ink', 'surface-hover'],
  ['ink', 'accent-quiet'],
  ['ink-quiet', 'surface'],
  ['ink-quiet', 'surface-quiet'],
  ['ink-quiet', 'surface-hover'],
  ['ink-quiet', 'accent-quiet'],
  ['ink-quiet', 'land'],
  ['accent', 'surface'],
  ['accent', 'surface-quiet'],
  ['accent', 'accent-quiet'],
  ['on-accent', 'accent'],
  ['danger', 'surface'],
];
const PARTS: [string, string][] = [
  ['line-strong', 'surface'],
  ['accent', 'land'],
];

describe.each([
  ['light', palette(':root')],
  ['dark', palette(":root[data-scheme='dark']")],
])('colours of the %s scheme (WCAG 2.2 AA)', (_, colours) => {
  it.each(TEXT)('text %s on %s', (text, ground) => {
    expect(contrast(colours[text] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PARTS)('controls %s on %s', (part, ground) => {
    expect(contrast(colours[part] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
