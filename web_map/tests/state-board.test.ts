import { beforeEach, expect, it } from 'vitest';
import type { StateColumns, StateValue } from '../src/api/states';
import { StateBoard } from '../src/states/board';
import { Course } from '../src/states/course';

const LAMPS = 'street_lamps';

let holder: object | null;
let told: [number, StateValue][];
let board: StateBoard;

const rows = (...given: [number, number, StateValue][]): StateColumns => ({
  fid: given.map(([fid]) => fid),
  phenomenon_time: given.map(([, at]) => at),
  status: given.map(([, , value]) => value),
});

/** What the target is told now. */
function flushed(): Record<number, StateValue> {
  told = [];
  board.flush();
  return Object.fromEntries(told);
}

beforeEach(() => {
  holder = {};
  told = [];
  board = new StateBoard({
    holder: (layer) => (layer === LAMPS ? holder : null),
    set: (layer, property, fid, value) => {
      expect([layer, property]).toEqual([LAMPS, 'status']);
      told.push([fid, value]);
    },
  });
  board.keep(new Map([[LAMPS, 'status']]));
});

it('tells each feature once, with the last that was heard of it', () => {
  for (let count = 0; count < 1000; count += 1) board.hear(LAMPS, rows([7, count, count % 2 ? 'on' : 'off']));
  expect(flushed()).toEqual({ 7: 'on' });
  expect(told).toHaveLength(1);
  expect(board.due).toBe(false);
});

it('tells nothing that the map knows already', () => {
  board.hear(LAMPS, rows([7, 1, 'on'], [8, 1, 'off']));
  flushed();
  board.hear(LAMPS, rows([7, 2, 'on'], [8, 2, 'on']));
  expect(flushed()).toEqual({ 8: 'on' });
});

it('shows silence as no data', () => {
  board.hear(LAMPS, rows([7, 1, 'on']));
  flushed();
  board.hear(LAMPS, rows([7, 1, null]));
  expect(flushed()).toEqual({ 7: null });
});

it('takes from an answer what is newer than what was heard since the question', () => {
  board.hear(LAMPS, rows([1, 50, 'on'], [2, 50, null], [3, 50, 'on']));
  board.learn(LAMPS, rows([1, 40, 'off'], [2, 50, 'on'], [3, 60, 'off'], [4, 10, 'dimmed']), new Set([1, 2, 3]), true);
  expect(flushed()).toEqual({ 1: 'on', 3: 'off', 4: 'dimmed' });
});

it('forgets what an answer about everything does not speak of', () => {
  board.hear(LAMPS, rows([1, 1, 'on'], [2, 1, 'on']));
  flushed();
  board.learn(LAMPS, rows([1, 2, 'off']), new Set(), false);
  expect(flushed()).toEqual({ 1: 'off' });
  board.learn(LAMPS, rows([1, 2, 'off']), new Set(), true);
  expect(flushed()).toEqual({ 2: null });
});

it('tells a new source everything', () => {
  board.hear(LAMPS, rows([1, 1, 'on'], [2, 1, 'off']));
  flushed();
  holder = null;
  board.hear(LAMPS, rows([2, 2, 'on']));
  expect(board.due).toBe(false);
  expect(flushed()).toEqual({});
  holder = {};
  expect(board.due).toBe(true);
  expect(flushed()).toEqual({ 1: 'on', 2: 'on' });
});

it('leaves nothing of a reader to the next', () => {
  board.hear(LAMPS, rows([1, 1, 'on']));
  flushed();
  board.clear();
  expect(flushed()).toEqual({ 1: null });
});

it('keeps the present while the past is shown, and catches up after', () => {
  board.hear(LAMPS, rows([1, 1, 'on'], [2, 1, 'on']));
  flushed();
  board.show(() => new Map([[1, 'off']]));
  expect(flushed()).toEqual({ 1: 'off', 2: null });
  board.hear(LAMPS, rows([1, 2, 'fault']));
  expect(flushed()).toEqual({});
  board.show(null);
  expect(flushed()).toEqual({ 1: 'fault', 2: 'on' });
});

it('replays a course forwards and backwards', () => {
  const course = new Course(
    { fid: [1, 2, 1, 2], time: [100, 100, 700, 1300], status: ['on', 'off', null, 'on'] },
    'status',
  );
  const at = (instant: number) => Object.fromEntries(course.at(instant));
  expect(at(50)).toEqual({});
  expect(at(100)).toEqual({ 1: 'on', 2: 'off' });
  expect(at(1300)).toEqual({ 1: null, 2: 'on' });
  expect(at(699)).toEqual({ 1: 'on', 2: 'off' });
});
