// @vitest-environment jsdom
import { fireEvent } from '@testing-library/dom';
import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import ShapeSection from '../src/edit/ShapeSection.svelte';
import type { CityMap } from '../src/map/city-map';
import { city } from '../src/state/city.svelte';
import { reader } from '../src/text/language.svelte';

const { arrive, arrived, drawn } = vi.hoisted(() => {
  let arrive: () => void = () => undefined;
  return { drawn: vi.fn(), arrived: new Promise<void>((resolve) => (arrive = resolve)), arrive };
});
vi.mock('../src/edit/drawing', async () => {
  await arrived;
  return { Drawing: drawn };
});

afterEach(() => (city.map = null));

it('leaves the map to the reader when the form was left before what draws had come', async () => {
  reader.language = 'en';
  city.map = { held: false } as CityMap;
  const { unmount } = render(ShapeSection, {
    task: { kind: 'update', layer: 'trees', id: 'one' },
    type: 'Point',
    fixed: false,
    geometry: null,
    complaint: undefined,
    drawing: false,
    onchange: () => undefined,
  });
  await fireEvent.click(screen.getByRole('button'));
  unmount();
  arrive();
  await import('../src/edit/drawing');
  await new Promise((rest) => setTimeout(rest));
  expect(city.map.held).toBe(false);
  expect(drawn).not.toHaveBeenCalled();
});
