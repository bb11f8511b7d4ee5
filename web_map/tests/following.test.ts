// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Catalogue } from '../src/api/catalogue';
import SetProgress from '../src/commands/SetProgress.svelte';
import { live } from '../src/live/live.svelte';
import { city } from '../src/state/city.svelte';

let answers: ((status: string | null) => Promise<void>)[];
const news = () => live.hearStates({ states: {}, anew: ['commands'] });

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal('fetch', (path: string) =>
    path.includes('schema')
      ? Promise.resolve(Response.json({ properties: {} }))
      : new Promise((resolve) =>
          answers.push(async (status) => {
            const features = [{ type: 'Feature', geometry: null, properties: { status } }];
            resolve(status ? Response.json({ features }) : new Response('', { status: 503 }));
            await vi.advanceTimersByTimeAsync(10);
          }),
        ),
  );
  city.catalogue = { themes: [{ layers: [{ id: 'commands' }] }] } as unknown as Catalogue;
  render(SetProgress, { set: 'one', count: 1 });
});

afterEach(() => {
  city.catalogue = null;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('gets an answer also from a server that is slower than what happens', async () => {
  for (let count = 0; count < 30; count += 1) {
    news();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(answers).toHaveLength(1);
  await answers[0]?.('queued');
  expect(screen.getByText('queued')).toBeTruthy();
  // What happened meanwhile may not be in it.
  await vi.advanceTimersByTimeAsync(1000);
  await answers[1]?.('done');
  expect(screen.getByText('done')).toBeTruthy();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(answers).toHaveLength(2);
});

it('tries again what could not be read', async () => {
  await answers[0]?.(null);
  news();
  await vi.advanceTimersByTimeAsync(6000);
  await answers[1]?.('done');
  expect(screen.getByText('done')).toBeTruthy();
});
