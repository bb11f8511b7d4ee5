import type { StateColumns, StateValue } from '../api/states';

/** Where states are shown. */
export interface Target {
  /** What holds the states of a layer now: another one has to be told everything again; null while there is none. */
  holder: (layer: string) => object | null;
  set: (layer: string, property: string, fid: number, value: StateValue) => void;
}

/** What a feature's device said last, and when that was true (seconds since 1970). */
interface Known {
  value: StateValue;
  at: number;
}

/** The values of a layer's features at some moment. */
export type Moment = ReadonlyMap<number, StateValue>;

interface Layer {
  /** The property that colours the layer. */
  property: string;
  present: Map<number, Known>;
  /** What the target was told, and which target that was. */
  told: Map<number, StateValue>;
  holder: object | null;
  /** Features that may have to be told; null stands for all of them. */
  stale: Set<number> | null;
}

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The states of the features on the map: the present as it was asked for and as it is heard of, and what of it the map has
 * been told. A moment of the past can be shown in place of the present, which goes on being kept meanwhile.
 */
export class StateBoard {
  readonly #target: Target;
  readonly #layers = new Map<string, Layer>();
  #past: ((layer: string) => Moment) | null = null;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Keep the states of these layers (name -> the property that colours it), and of no others. */
  keep(layers: ReadonlyMap<string, string>): void {
    for (const name of this.#layers.keys()) if (!layers.has(name)) this.#layers.delete(name);
    for (const [name, property] of layers) {
      if (this.#layers.get(name)?.property === property) continue;
      this.#layers.set(name, { property, present: new Map(), told: new Map(), holder: null, stale: new Set() });
    }
  }

  /** Forget what is known, because it was another reader's. */
  clear(): void {
    for (const layer of this.#layers.values()) {
      layer.present.clear();
      layer.stale = null;
    }
  }

  /** What has just been heard of some features. Gives whether the layer is kept. */
  hear(name: string, columns: StateColumns): boolean {
    const layer = this.#layers.get(name);
    if (!layer) return false;
    for (const [fid, known] of rows(layer, columns)) {
      layer.present.set(fid, known);
      layer.stale?.add(fid);
    }
    return true;
  }

  /**
   * The answer to a question about a layer. What was heard since the question (`heard`) stays, unless the answer is newer.
   * Features without a row have no data when the question was about the `whole` layer.
   */
  learn(name: string, columns: StateColumns, heard: ReadonlySet<number>, whole: boolean): void {
    const layer = this.#layers.get(name);
    if (!layer) return;
    const { present } = layer;
    if (whole) for (const fid of present.keys()) if (!heard.has(fid)) present.delete(fid);
    for (const [fid, known] of rows(layer, columns)) {
      if (!heard.has(fid) || known.at > (present.get(fid)?.at ?? NEVER)) present.set(fid, known);
    }
    layer.stale = null;
  }

  /** Show a moment of the past (the values of a layer then), or the present again (null). */
  show(past: ((layer: string) => Moment) | null): void {
    this.#past = past;
    for (const layer of this.#layers.values()) layer.stale = null;
  }

  /** Whether the target has something to be told. */
  get due(): boolean {
    return [...this.#layers].some(([name, layer]) => {
      const holder = this.#target.holder(name);
      return holder !== null && (holder !== layer.holder || layer.stale === null || layer.stale.size > 0);
    });
  }

  /** Tell the target what it does not know; gives how many features that were. */
  flush(): number {
    let count = 0;
    for (const [name, layer] of this.#layers) {
      const holder = this.#target.holder(name);
      if (!holder) continue;
      if (holder !== layer.holder) {
        layer.holder = holder;
        layer.told.clear();
        layer.stale = null;
      }
      const moment = this.#past?.(name);
      const wanted = (fid: number) => (moment ? moment.get(fid) : layer.present.get(fid)?.value) ?? null;
      const fids = layer.stale ?? new Set([...layer.told.keys(), ...(moment ?? layer.present).keys()]);
      for (const fid of fids) {
        const value = wanted(fid);
        if ((layer.told.get(fid) ?? null) === value) continue;
        this.#target.set(name, layer.property, fid, value);
        layer.told.set(fid, value);
        count += 1;
      }
      layer.stale = new Set();
    }
    return count;
  }

  /** What a feature is known to be now. */
  presentOf(name: string, fid: number): StateValue | undefined {
    return this.#layers.get(name)?.present.get(fid)?.value;
  }
}

function* rows({ property }: Layer, columns: StateColumns): Generator<[number, Known]> {
  const values = columns[property];
  if (!values) return;
  for (const [row, fid] of columns.fid.entries()) {
    yield [fid, { value: values[row] ?? null, at: columns.phenomenon_time?.[row] ?? NEVER }];
  }
}
