import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StateColumns, StateValue } from '../src/api/states';
import { StateKeeper } from '../src/states/keeper';

const LAMPS = new Map([['street_lamps', 'status']]);
const lamp = (fid: number, at: number, status: StateValue): Record<string, StateColumns> => ({
  street_lamps: { fid: [fid], phenomenon_time: [at], status: [status] },
});

let told: [number, StateValue][];
let answers: ((states: Record<string, StateColumns> | null) => Promise<void>)[];
let keeper: StateKeeper;

const make = (phone: boolean) => {
  const holder = {};
  return new StateKeeper(
    { holder: () => holder, set: (_, __, fid, value) => told.push([fid, value]) },
    () =>
      new Promise((resolve, reject) =>
        answers.push(async (states) => {
          if (states) resolve(states);
          else reject(new Error());
          await vi.advanceTimersByTimeAsync(20);
        }),
      ),
    phone,
  );
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => clearTimeout(frame));
  [told, answers] = [[], []];
  keeper = make(false);
  keeper.keep(LAMPS);
});

afterEach(() => {
  keeper.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('asks for a layer when it comes, and not again', async () => {
  keeper.keep(new Map(LAMPS));
  expect(answers).toHaveLength(1);
  await answers[0]?.(lamp(1, 10, 'on'));
  expect(told).toEqual([[1, 'on']]);
});

it.each([
  [false, 250],
  [true, 500],
])('tells the map no more often than every so many milliseconds (phone: %s)', async (phone, pace) => {
  keeper.stop();
  keeper = make(phone);
  keeper.keep(LAMPS);
  await answers.at(-1)?.(lamp(1, 10, 'on'));
  told = [];
  for (let count = 0; count < 400; count += 1) {
    keeper.hear(lamp(1, 20 + count, count % 2 ? 'on' : 'off'));
    keeper.hear(lamp(2 + count, 20, 'on'));
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.filter(([fid]) => fid !== 1)).toHaveLength(400);
  expect(told.filter(([fid]) => fid === 1).length).toBeLessThanOrEqual(4000 / pace + 2);
});

it('does not let an answer overwrite what was heard while it was on its way', async () => {
  keeper.hear(lamp(1, 50, 'off'));
  await answers[0]?.(lamp(1, 40, 'on'));
  await vi.advanceTimersByTimeAsync(300);
  expect(told.at(-1)).toEqual([1, 'off']);
});

it('asks again after a failure, with growing pauses', async () => {
  await answers[0]?.(null);
  await vi.advanceTimersByTimeAsync(2100);
  expect(answers).toHaveLength(2);
  await answers[1]?.(null);
  await vi.advanceTimersByTimeAsync(2100);
  expect(answers).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2000);
  expect(answers).toHaveLength(3);
  await answers[2]?.(lamp(1, 10, 'on'));
  expect(told).toEqual([[1, 'on']]);
});

it('takes only the last of several answers about a layer', async () => {
  keeper.anew(['street_lamps', 'roads']);
  await answers[0]?.(lamp(1, 10, 'on'));
  expect(told).toEqual([]);
  await answers[1]?.(lamp(1, 11, 'off'));
  await vi.advanceTimersByTimeAsync(300);
  expect(told).toEqual([[1, 'off']]);
});

it('asks once a second at most, however much there is that cannot be told', async () => {
  await answers[0]?.(lamp(1, 10, 'on'));
  const before = answers.length;
  for (let count = 0; count < 40; count += 1) {
    keeper.overrun(['street_lamps']);
    await vi.advanceTimersByTimeAsync(100);
    await answers.at(-1)?.(lamp(1, 20 + count, 'on'));
  }
  expect(answers.length - before).toBeGreaterThanOrEqual(3);
  expect(answers.length - before).toBeLessThanOrEqual(6);
});

it('takes an answer also from a server that is slower than what it has to tell', async () => {
  await answers[0]?.(lamp(1, 10, 'on'));
  keeper.overrun(['street_lamps']);
  await vi.advanceTimersByTimeAsync(10);
  for (let count = 0; count < 30; count += 1) {
    keeper.overrun(['street_lamps']);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(answers).toHaveLength(2);
  await answers[1]?.(lamp(1, 20, 'fault'));
  await vi.advanceTimersByTimeAsync(300);
  expect(told.at(-1)).toEqual([1, 'fault']);
  // What was told meanwhile may be newer than this answer.
  expect(answers).toHaveLength(3);
});

it('asks at once for what it could not have when the way is free again', async () => {
  keeper.hurry();
  expect(answers).toHaveLength(1);
  await answers[0]?.(null);
  keeper.hurry();
  expect(answers).toHaveLength(2);
});

it('shows the next reader nothing of the one before', async () => {
  await answers[0]?.(lamp(1, 10, 'on'));
  keeper.restart();
  await vi.advanceTimersByTimeAsync(300);
  expect(told.at(-1)).toEqual([1, null]);
  await answers[1]?.(lamp(1, 10, 'on'));
  await vi.advanceTimersByTimeAsync(300);
  expect(told.at(-1)).toEqual([1, 'on']);
});
