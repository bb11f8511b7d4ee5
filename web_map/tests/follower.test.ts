// @vitest-environment jsdom
import type { Map as MapEngine } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Follower } from '../src/live/follower';
import type { MapTiles } from '../src/map/map-tiles';

/** A stream of which the test says where in the log it stands. */
class Line extends EventTarget {
  onopen: (() => void) | null = null;

  constructor(readonly since: string | null) {
    super();
  }

  close(): void {}

  stand(position: string): void {
    this.onopen?.();
    this.dispatchEvent(new MessageEvent('beat', { data: '{}', lastEventId: position }));
  }
}

let hear: Record<string, () => void>;
let lines: Line[];
let visible: string[];
let begun: (readonly string[])[];
let moving: boolean;
let follower: Follower;
const line = () => lines.at(-1) as Line;

beforeEach(() => {
  vi.useFakeTimers();
  [hear, lines, visible, begun, moving] = [{}, [], ['roads'], [], false];
  const engine = {
    on: (type: string, listener: () => void) => (hear[type] = listener),
    off: () => undefined,
    isMoving: () => moving,
  };
  const tiles = {
    drawn: new Map(),
    sources: new Set(['base']),
    covering: () => [{ z: 15, x: 26132, y: 14830 }],
    get visible() {
      return visible;
    },
  };
  const deaf = { changes: vi.fn(), states: vi.fn(), reload: vi.fn(), state: vi.fn(), doubted: vi.fn() };
  follower = new Follower(
    engine as unknown as MapEngine,
    tiles as unknown as MapTiles,
    { ...deaf, begun: (layers) => begun.push(layers) },
    'e.10',
    (url) => {
      lines.push(new Line(new URL(url, 'http://test').searchParams.get('since')));
      return line() as unknown as EventSource;
    },
  );
  vi.advanceTimersByTime(500);
  line().stand('e.11');
});

afterEach(() => {
  follower.stop();
  vi.useRealTimers();
});

it('is told of a layer from when it was switched on, not from when the map came to rest', () => {
  visible = ['roads', 'street_lamps'];
  hear.styledata?.();
  // Its tiles are here now, and the stream that does not yet tell of it goes on.
  line().stand('e.15');
  vi.advanceTimersByTime(500);
  expect(begun).toEqual([['street_lamps']]);
  expect(line().since).toBe('e.11');
});

it('is told of an area from when the map began to move there', () => {
  moving = true;
  hear.movestart?.();
  line().stand('e.12');
  visible = ['roads', 'trees'];
  hear.styledata?.();
  vi.advanceTimersByTime(500);
  expect(line().since).toBe('e.11');
  // It goes on moving, and nothing that comes into view meanwhile is missed either.
  line().stand('e.20');
  moving = false;
  visible = ['roads'];
  hear.moveend?.();
  vi.advanceTimersByTime(500);
  expect(line().since).toBe('e.12');
});

it('goes on where it stands when nothing had begun to change', () => {
  hear.movestart?.();
  hear.moveend?.();
  vi.advanceTimersByTime(500);
  expect(lines).toHaveLength(1);
  line().stand('e.30');
  visible = ['trees'];
  hear.styledata?.();
  vi.advanceTimersByTime(500);
  expect(line().since).toBe('e.30');
});
