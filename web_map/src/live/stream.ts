import type { StateColumns } from '../api/states';
import type { Box } from '../map/touched';

/** What happened to one feature, as `/live` tells. */
export interface Change {
  layer: string;
  op: 'create' | 'update' | 'delete' | 'truncate' | 'state' | 'overview' | 'many';
  id?: string | null;
  fid?: number | null;
  version?: number | null;
  /** Where it is now, or was when it was deleted. */
  bbox?: Box | null;
  /** Where it was before it moved. */
  before?: Box | null;
}

/** What devices said: present states by layer, and layers of which there is too much to tell. */
export interface StateNews {
  states: Readonly<Record<string, StateColumns>>;
  anew: readonly string[];
}

/** What is listened to. */
export interface Interest {
  layers: readonly string[];
  box: Box;
}

/** The data of a `changes` event. */
interface Told {
  changes?: Change[];
  states?: Record<string, StateColumns>;
  states_anew?: string[];
}

/** What a stream tells. */
export interface Hearing {
  changes: (changes: readonly Change[]) => void;
  states: (news: StateNews) => void;
  /** These layers changed too much to tell, or everything (null) because something was missed. */
  reload: (layers: readonly string[] | null) => void;
  state: (state: StreamState) => void;
  /** The stream could not be opened so many times in a row. */
  failed: (times: number) => void;
}

export type StreamState = 'closed' | 'opening' | 'open' | 'interrupted';

export type OpenSource = (url: string) => EventSource;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** The server gives a sign of life every 15 seconds; a stream that gave signs and is silent this long is dead. */
const SILENCE_MS = 45_000;

/**
 * The server's stream of changes, kept open: it goes on where it stopped after an interruption, with growing pauses
 * between tries, and a stream for a new interest takes over without a gap from the one before.
 */
export class Stream {
  #interest: Interest | null = null;
  #position: string | null;
  #source: EventSource | null = null;
  /** The stream that still speaks until its successor does. */
  #before: EventSource | null = null;
  /** Whether nobody knows where in the log the map was read, so that it has to be read again once the stream speaks. */
  #blind: boolean;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  readonly #hearing: Hearing;
  readonly #make: OpenSource;

  /** `position` is where in the server's log to begin; null is now. */
  constructor(hearing: Hearing, position: string | null, make: OpenSource = (url) => new EventSource(url)) {
    this.#hearing = hearing;
    this.#position = position;
    this.#blind = position === null;
    this.#make = make;
  }

  /** The place in the server's log up to which it has told; null when nobody knows. */
  get position(): string | null {
    return this.#position;
  }

  /** Listen to this from now on, and from an earlier place in the log on when `since` is one. */
  listen(interest: Interest, since: string | null = null): void {
    this.#interest = interest;
    this.#position = since ?? this.#position;
    clearTimeout(this.#retry);
    this.#open();
  }

  /** Try again at once, when it is waiting to. */
  hurry(): void {
    if (this.#interest && !this.#source) {
      clearTimeout(this.#retry);
      this.#open();
    }
  }

  /** Stop listening; `listen` goes on from here. */
  pause(): void {
    this.#interest = null;
    this.#drop();
    this.#hearing.state('closed');
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#before?.close();
    this.#source = null;
    this.#before = null;
  }

  #open(): void {
    if (!this.#interest) return;
    this.#before?.close();
    this.#before = this.#source;
    if (!this.#before) this.#hearing.state(this.#failures > 0 ? 'interrupted' : 'opening');
    const source = this.#make(addressOf(this.#interest, this.#position));
    this.#source = source;
    source.onopen = () => this.#opened(source);
    source.onerror = () => this.#lost(source);
    for (const stream of ['hello', 'beat', 'changes', 'reload'] as const) {
      source.addEventListener(stream, (event) => this.#heard(source, stream, event as MessageEvent<string>));
    }
  }

  #opened(source: EventSource): void {
    if (source !== this.#source) return;
    this.#before?.close();
    this.#before = null;
    this.#failures = 0;
    this.#hearing.state('open');
  }

  #heard(source: EventSource, what: 'hello' | 'beat' | 'changes' | 'reload', event: MessageEvent<string>): void {
    if (source !== this.#source && source !== this.#before) return;
    if (source === this.#source) {
      if (event.lastEventId) this.#position = event.lastEventId;
      if (what === 'beat') this.#watch(source);
      if (this.#blind) {
        this.#blind = false;
        this.#hearing.reload(null);
      }
    }
    if (what === 'changes') this.#tell(JSON.parse(event.data) as Told);
    if (what === 'reload') this.#hearing.reload((JSON.parse(event.data) as { layers?: string[] }).layers ?? null);
  }

  #tell({ changes = [], states = {}, states_anew: anew = [] }: Told): void {
    if (changes.length > 0) this.#hearing.changes(changes);
    if (Object.keys(states).length > 0 || anew.length > 0) this.#hearing.states({ states, anew });
  }

  #watch(source: EventSource): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(source), SILENCE_MS);
  }

  /** The browser's own reconnection knows neither growing pauses nor refusals, so a lost stream is opened anew. */
  #lost(source: EventSource): void {
    source.close();
    if (source === this.#before) this.#before = null;
    if (source !== this.#source) return;
    this.#drop();
    this.#failures += 1;
    this.#hearing.state('interrupted');
    this.#hearing.failed(this.#failures);
    this.#retry = setTimeout(() => this.#open(), waitAfter(this.#failures));
  }
}

/** How long to wait after so many failures; a little by chance, so that not everybody comes back at once. */
export function waitAfter(failures: number, chance = Math.random()): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.75 + chance / 2);
}

/** The address of the stream for an interest, from a place in the log on. */
export function addressOf({ layers, box }: Interest, position: string | null): string {
  const since = position === null ? '' : `&since=${encodeURIComponent(position)}`;
  return `/live?layers=${[...layers].sort().join(',')}&bbox=${box.join(',')}${since}`;
}
