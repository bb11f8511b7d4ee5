// @vitest-environment jsdom
import { fireEvent } from '@testing-library/dom';
import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Catalogue } from '../src/api/catalogue';
import AroundSection from '../src/commands/AroundSection.svelte';
import { city } from '../src/state/city.svelte';
import { reader } from '../src/text/language.svelte';

const catalogue = (): Catalogue => {
  const words = (en: string) => ({ vi: en, en });
  const dim = { action: 'set_level', title: words('Level'), ge: 0, le: 100, unit: '%', property: null, allowed: true };
  const lamps = { id: 'street_lamps', title: words('Lamps'), device: { commands: [dim] } };
  return { themes: [{ layers: [lamps] }] } as unknown as Catalogue;
};

beforeEach(() => {
  vi.useFakeTimers();
  reader.language = 'en';
  city.catalogue = catalogue();
});

afterEach(() => {
  city.catalogue = null;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('keeps what it has counted while the catalogue is read again', async () => {
  const fetch = vi.fn(async () => Response.json({ count: 7 }));
  vi.stubGlobal('fetch', fetch);
  render(AroundSection, {
    of: { layer: 'incidents', id: 'one' },
    geometry: { type: 'Point', coordinates: [107.1, 16.8] },
    about: 'Incident',
  });
  await fireEvent.click(screen.getByText('Command the devices around here'));
  (document.querySelector('details') as HTMLDetailsElement).open = true;
  await vi.advanceTimersByTimeAsync(1000);
  const told = screen.getByText('7 devices within 200 m');
  city.catalogue = catalogue();
  await vi.advanceTimersByTimeAsync(100);
  expect(told.textContent).toContain('7 devices');
  await vi.advanceTimersByTimeAsync(1000);
  expect(fetch).toHaveBeenCalledOnce();
});
