import type { StateColumns } from '../api/states';
import { getStates } from '../api/states';
import type { Box } from '../map/touched';
import type { Moment, Target } from './board';
import { StateBoard } from './board';

/** A weak device draws no more often than this. */
const PACE_MS = { desk: 250, phone: 500 };
/** So long is the least time between questions about layers of which there is too much to tell. */
const OVERRUN_MS = 1000;
const RETRY_FIRST_MS = 2000;
const RETRY_LONGEST_MS = 60_000;

export type AskStates = typeof getStates;

/**
 * Keeps the states of what is on the map: asks for those of layers that come, hears of changes, and has the map told a few
 * times a second, each feature once for all that happened to it meanwhile.
 */
export class StateKeeper {
  readonly #board: StateBoard;
  readonly #ask: AskStates;
  readonly #pace: number;
  #layers: ReadonlyMap<string, string> = new Map();
  /** Layers whose states are being asked for -> what was heard of them meanwhile. */
  readonly #asking = new Map<string, Set<number>>();
  #question = new AbortController();
  readonly #overrun = new Set<string>();
  #overrunAt = Number.NEGATIVE_INFINITY;
  #overrunning: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  #flushed = Number.NEGATIVE_INFINITY;

  constructor(target: Target, ask: AskStates = getStates, phone = matchMedia('(pointer: coarse)').matches) {
    this.#board = new StateBoard(target);
    this.#ask = ask;
    this.#pace = phone ? PACE_MS.phone : PACE_MS.desk;
  }

  /** The layers whose states are kept: name -> the property that colours it. */
  get layers(): ReadonlyMap<string, string> {
    return this.#layers;
  }

  /** Keep the states of these layers from now on. */
  keep(layers: ReadonlyMap<string, string>): void {
    const fresh = [...layers.keys()].filter((layer) => !this.#layers.has(layer));
    this.#layers = layers;
    this.#board.keep(layers);
    for (const layer of this.#asking.keys()) if (!layers.has(layer)) this.#asking.delete(layer);
    if (fresh.length > 0) this.anew(fresh);
    this.overrun([]);
    this.look();
  }

  /** Take over what was heard of some layers. */
  hear(states: Readonly<Record<string, StateColumns>>): void {
    for (const [layer, columns] of Object.entries(states)) {
      if (!this.#board.hear(layer, columns)) continue;
      const meanwhile = this.#asking.get(layer);
      if (meanwhile) for (const fid of columns.fid) meanwhile.add(fid);
    }
    this.look();
  }

  /**
   * Ask for the states of these layers (null: of all) again, because they were not told; in a box of degrees when it is
   * known that nothing else can have been missed.
   */
  anew(layers: readonly string[] | null, box: Box | null = null): void {
    const wanted = (layers ?? [...this.#layers.keys()]).filter((layer) => this.#layers.has(layer));
    if (wanted.length === 0) return;
    // Who is still waiting for everything must not be content with a part.
    const part = wanted.some((layer) => this.#asking.has(layer)) ? null : box;
    for (const layer of wanted) this.#asking.set(layer, new Set());
    void this.#learn(wanted, part);
  }

  /** Ask for the states of these layers again, because there is too much to tell: once for all that is told meanwhile. */
  overrun(layers: readonly string[]): void {
    for (const layer of layers) this.#overrun.add(layer);
    // Who asked anew before the answer is here would never get one from a slow server.
    if (this.#overrun.size === 0 || this.#asking.size > 0) return;
    this.#overrunning ??= setTimeout(
      () => {
        this.#overrunning = undefined;
        this.#overrunAt = performance.now();
        this.anew([...this.#overrun]);
        this.#overrun.clear();
      },
      Math.max(0, this.#overrunAt + OVERRUN_MS - performance.now()),
    );
  }

  /** Ask at once for what could not be had: the way to the server is free again. */
  hurry(): void {
    if (this.#failures === 0) return;
    clearTimeout(this.#retry);
    this.anew([...this.#asking.keys()]);
  }

  /** Forget everything, which was another reader's, and ask with the rights of the present one. */
  restart(): void {
    this.#question.abort();
    this.#question = new AbortController();
    this.#asking.clear();
    this.#board.clear();
    this.anew(null);
    this.look();
  }

  /** Show a moment of the past, or the present (null). */
  show(past: ((layer: string) => Moment) | null): void {
    this.#board.show(past);
    this.look();
  }

  /** See whether the map has to be told something. */
  look(): void {
    if (this.#flush !== undefined || this.#frame !== undefined || !this.#board.due) return;
    const wait = Math.max(0, this.#flushed + this.#pace - performance.now());
    this.#flush = setTimeout(() => {
      this.#flush = undefined;
      this.#frame = requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#flushed = performance.now();
        this.#board.flush();
      });
    }, wait);
  }

  stop(): void {
    this.#question.abort();
    clearTimeout(this.#retry);
    clearTimeout(this.#overrunning);
    clearTimeout(this.#flush);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  async #learn(layers: readonly string[], box: Box | null): Promise<void> {
    const { signal } = this.#question;
    // Who asks again for a layer has no use for the answer before.
    const heard = new Map(layers.map((layer) => [layer, this.#asking.get(layer)]));
    try {
      const answer = await this.#ask(layers, box, signal);
      this.#failures = 0;
      for (const layer of layers) {
        const meanwhile = heard.get(layer);
        if (!meanwhile || this.#asking.get(layer) !== meanwhile) continue;
        this.#asking.delete(layer);
        this.#board.learn(layer, answer[layer] ?? { fid: [] }, meanwhile, box === null);
      }
      this.overrun([]);
      this.look();
    } catch {
      if (signal.aborted) return;
      const wait = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** this.#failures);
      this.#failures += 1;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.anew([...this.#asking.keys()]), wait);
    }
  }
}
