// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { city } from '../src/state/city.svelte';

let answers: ((version: string | null) => Promise<void>)[];

beforeEach(() => {
  answers = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise((resolve) =>
        answers.push(async (version) => {
          resolve(version ? Response.json({ version, themes: [] }) : new Response('', { status: 503 }));
          await new Promise((rest) => setTimeout(rest));
        }),
      ),
  );
});

afterEach(() => {
  city.catalogue = null;
  city.failure = null;
  vi.unstubAllGlobals();
});

it('is what the last who logged in may see, whichever answer comes last', async () => {
  void city.load(false);
  void city.load(false);
  await answers[1]?.('officer');
  await answers[0]?.('public');
  expect(city.catalogue?.version).toBe('officer');
  void city.load(false);
  void city.load(false);
  await answers[3]?.('public');
  await answers[2]?.(null);
  expect([city.catalogue?.version, city.failure]).toEqual(['public', null]);
});

it('is not counted for one reader in place of another', async () => {
  void city.load(false);
  await answers[0]?.('officer');
  void city.recount();
  void city.load(false);
  await answers[1]?.('officer, newer');
  expect(city.catalogue?.version).toBe('officer');
  await city.recount();
  expect(answers).toHaveLength(3);
  await answers[2]?.('public');
  expect(city.catalogue?.version).toBe('public');
  void city.recount();
  await answers[3]?.('public, newer');
  expect(city.catalogue?.version).toBe('public, newer');
});
