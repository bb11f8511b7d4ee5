// @vitest-environment jsdom
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Subject } from '../src/parts/subject.svelte';
import { city } from '../src/state/city.svelte';

let answers: ((status: number, street?: string) => Promise<void>)[];
let subject: Subject;
let stop: () => void;
const street = () => subject.loaded?.feature.properties.street;
const news = () => flushSync(() => (city.changed += 1));

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal('fetch', (path: string) =>
    path.includes('schema')
      ? Promise.resolve(Response.json({ properties: {} }))
      : new Promise((resolve) =>
          answers.push(async (status, street) => {
            const lamp = { type: 'Feature', id: 'one', geometry: null, properties: { street } };
            resolve(status === 200 ? Response.json(lamp) : new Response('', { status }));
            await vi.advanceTimersByTimeAsync(10);
          }),
        ),
  );
  stop = $effect.root(() => {
    subject = new Subject(() => ({ layer: 'street_lamps', id: 'one' }));
  });
  flushSync();
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('gets an answer also from a server that is slower than what happens', async () => {
  for (let count = 0; count < 20; count += 1) news();
  expect(answers).toHaveLength(1);
  await answers[0]?.(200, 'Lê Lợi');
  expect(street()).toBe('Lê Lợi');
  // What happened meanwhile may not be in it.
  await answers[1]?.(200, 'Hùng Vương');
  expect(street()).toBe('Hùng Vương');
  expect(answers).toHaveLength(2);
});

it('keeps what is shown when it cannot be read again, and tries once more', async () => {
  await answers[0]?.(200, 'Lê Lợi');
  news();
  await answers[1]?.(503);
  expect([street(), subject.failure]).toEqual(['Lê Lợi', null]);
  await vi.advanceTimersByTimeAsync(5000);
  await answers[2]?.(200, 'Hùng Vương');
  expect(street()).toBe('Hùng Vương');
});

it('tells what was there and has gone from what cannot be had', async () => {
  await answers[0]?.(503);
  expect([subject.failure?.status, subject.gone]).toEqual([503, false]);
  flushSync(() => subject.again());
  await answers[1]?.(200, 'Lê Lợi');
  expect([street(), subject.failure]).toEqual(['Lê Lợi', null]);
  news();
  await answers[2]?.(404);
  expect([street(), subject.failure?.status, subject.gone]).toEqual([undefined, 404, true]);
  // It is told twice, and comes back.
  news();
  news();
  await answers[3]?.(404);
  expect(subject.gone).toBe(true);
  await answers[4]?.(200, 'Lê Lợi');
  expect([street(), subject.failure, subject.gone]).toEqual(['Lê Lợi', null, false]);
});
