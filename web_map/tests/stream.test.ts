import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Change, Interest, StateNews, StreamState } from '../src/live/stream';
import { addressOf, Stream, waitAfter } from '../src/live/stream';

/** A connection that the test speaks through. */
class Line extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;

  constructor(readonly url: URL) {
    super();
  }

  close(): void {
    this.closed = true;
  }

  say(type: string, id: string, data: unknown = {}): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId: id }));
  }
}

const LAMPS: Interest = { layers: ['street_lamps', 'roads'], box: [107, 16.7, 107.2, 16.9] };
const MOVED: Change = { layer: 'street_lamps', op: 'update', fid: 7, bbox: [107.1, 16.8, 107.1, 16.8] };

let lines: Line[];
let states: StreamState[];
let heard: Change[];
let news: StateNews[];
let reloads: (readonly string[] | null)[];
let failed: number[];
let stream: Stream;
const line = () => lines.at(-1) as Line;

beforeEach(() => {
  vi.useFakeTimers();
  [lines, states, heard, news, reloads, failed] = [[], [], [], [], [], []];
  stream = new Stream(
    {
      changes: (changes) => heard.push(...changes),
      states: (told) => news.push(told),
      reload: (layers) => reloads.push(layers),
      state: (state) => states.push(state),
      failed: (times) => failed.push(times),
    },
    'e.10',
    (url) => {
      lines.push(new Line(new URL(url, 'http://test')));
      return line() as unknown as EventSource;
    },
  );
});

afterEach(() => {
  stream.pause();
  vi.useRealTimers();
});

it('asks for the layers and the area from where the map stands', () => {
  expect(addressOf(LAMPS, 'e.1:2,3')).toBe(
    '/live?layers=roads,street_lamps&bbox=107,16.7,107.2,16.9&since=e.1%3A2%2C3',
  );
  expect(addressOf(LAMPS, null)).not.toContain('since');
});

it('tells what it hears and that it hears', () => {
  stream.listen(LAMPS);
  line().onopen?.();
  line().say('changes', 'e.11', { changes: [MOVED] });
  expect(states).toEqual(['opening', 'open']);
  expect(heard).toEqual([MOVED]);
  line().say('reload', 'e.12', { layers: ['roads'] });
  line().say('reload', 'e.13');
  expect(reloads).toEqual([['roads'], null]);
});

it('has everything read again when nobody knew where the map stood', () => {
  const reload = vi.fn();
  const silent = { changes: vi.fn(), states: vi.fn(), state: vi.fn(), failed: vi.fn() };
  const blind = new Stream({ ...silent, reload }, null, (url) => {
    lines.push(new Line(new URL(url, 'http://test')));
    return line() as unknown as EventSource;
  });
  blind.listen(LAMPS);
  line().onopen?.();
  expect(reload).not.toHaveBeenCalled();
  line().say('hello', 'e.11');
  line().say('beat', 'e.12');
  expect(reload.mock.calls).toEqual([[null]]);
  blind.pause();
});

it('tells what devices said apart from what changed, and of which layers there is too much', () => {
  stream.listen(LAMPS);
  line().onopen?.();
  const states = { street_lamps: { fid: [1, 2], phenomenon_time: [10, 11], status: ['on', null] } };
  line().say('changes', 'e.11', { changes: [], states });
  line().say('changes', 'e.12', { changes: [MOVED], states_anew: ['waste_bins'] });
  expect(news).toEqual([
    { states, anew: [] },
    { states: {}, anew: ['waste_bins'] },
  ]);
  expect(heard).toEqual([MOVED]);
});

it('goes on after an interruption where it stopped, with growing pauses', () => {
  stream.listen(LAMPS);
  line().onopen?.();
  line().say('beat', 'e.20');
  line().onerror?.();
  expect(line().closed).toBe(true);
  expect(states.at(-1)).toBe('interrupted');
  vi.advanceTimersByTime(700);
  expect(lines).toHaveLength(2);
  expect(line().url.searchParams.get('since')).toBe('e.20');
  line().onerror?.();
  vi.advanceTimersByTime(700);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(700);
  expect(lines).toHaveLength(3);
  expect(failed).toEqual([1, 2]);
  line().onopen?.();
  expect(states.at(-1)).toBe('open');
});

it('never waits longer than half a minute or so, and not everybody the same', () => {
  expect(waitAfter(1, 0)).toBeLessThan(waitAfter(1, 1));
  expect(waitAfter(50, 1)).toBeLessThanOrEqual(40_000);
});

it('leaves no gap when it listens to something else', () => {
  stream.listen(LAMPS);
  const first = line();
  first.onopen?.();
  first.say('hello', 'e.30');
  stream.listen({ ...LAMPS, layers: ['roads'] });
  const second = line();
  expect(first.closed).toBe(false);
  expect(second.url.searchParams.get('since')).toBe('e.30');
  first.say('changes', 'e.31', { changes: [MOVED] });
  expect(heard).toEqual([MOVED]);
  second.onopen?.();
  expect(first.closed).toBe(true);
  expect(states).toEqual(['opening', 'open', 'open']);
  first.say('changes', 'e.32', { changes: [MOVED] });
  expect(heard).toHaveLength(1);
});

it('hurries when the network is back', () => {
  stream.listen(LAMPS);
  for (let count = 0; count < 6; count += 1) {
    line().onerror?.();
    stream.hurry();
  }
  expect(lines).toHaveLength(7);
});

it('does not trust a stream that has fallen silent', () => {
  stream.listen(LAMPS);
  line().onopen?.();
  line().say('beat', 'e.40');
  vi.advanceTimersByTime(44_000);
  expect(states.at(-1)).toBe('open');
  vi.advanceTimersByTime(2000);
  expect(states.at(-1)).toBe('interrupted');
});

it('is still when paused, and listens from there again', () => {
  stream.listen(LAMPS);
  line().onopen?.();
  line().say('beat', 'e.50');
  stream.pause();
  expect(line().closed).toBe(true);
  vi.advanceTimersByTime(100_000);
  expect(lines).toHaveLength(1);
  stream.listen(LAMPS);
  expect(line().url.searchParams.get('since')).toBe('e.50');
});
