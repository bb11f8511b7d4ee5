import type { Geometry } from 'geojson';
import type { Complaint, Held } from '../api/edits';
import { complaintsOf, createFeature, holdFeature, patchFeature, planeGeometry } from '../api/edits';
import { Unanswered } from '../api/client';
import { getVersions } from '../api/history';
import type { LayerSchema } from '../api/schema';
import { getSchema } from '../api/schema';
import type { Change } from '../live/stream';
import type { Language } from '../text/language.svelte';
import { reader } from '../text/language.svelte';
import type { Changes, Drafts, Properties } from './draft';
import { changesOf, toDrafts, translated } from './draft';
import type { Task } from './editing.svelte';
import type { Field } from './fields';
import { fieldsOf } from './fields';
import type { Choice, Difference, Patch, Side } from './merge';
import { differences, isEmpty, merged } from './merge';
import { inPlane } from './plane';

/** Two people changed one feature: theirs stands, mine is here. */
export interface Conflict {
  theirs: Held;
  rows: Difference<unknown>[];
  /** Who made theirs, when the reader may know. */
  actor: string | null;
}

export type Outcome = 'saved' | 'unchanged' | 'kept';

/** Longer than this (milliseconds) nobody waits for a save; to try again is harmless. */
const PATIENCE_MS = 20_000;
const EMPTY: Side = { properties: {}, geometry: null };

/** A feature under work: what stands, what was typed and drawn since, and what the server said of it. */
export class EditForm {
  readonly task: Exclude<Task, { kind: 'choose' }>;
  schema = $state.raw<LayerSchema | null>(null);
  held = $state.raw<Held | null>(null);
  /** Why the feature could not be opened. */
  failure = $state.raw<Unanswered | null>(null);
  drafts = $state<Drafts>({});
  /** The geometry as it was drawn; undefined as long as it is untouched. */
  shape = $state.raw<Geometry | null | undefined>(undefined);
  saving = $state(false);
  /** Why the last save failed as a whole. */
  trouble = $state.raw<Unanswered | null>(null);
  complaints = $state.raw<readonly Complaint[]>([]);
  conflict = $state.raw<Conflict | null>(null);
  /** Whether a save was tried, so that what is missing is said. */
  tried = $state(false);
  /** The newest version that others made of it while it was open; infinite when it is gone. */
  #heard = $state(0);
  #language = $state<Language>(reader.language);

  constructor(task: Exclude<Task, { kind: 'choose' }>) {
    this.task = task;
  }

  /** Open the feature, or an empty form for a new one. */
  async open(signal: AbortSignal): Promise<void> {
    this.failure = null;
    const { kind, layer, id } = this.task;
    try {
      const [schema, held] = await Promise.all([
        getSchema(layer),
        kind === 'update' ? holdFeature(layer, id, signal) : null,
      ]);
      this.held = held;
      this.#language = reader.language;
      this.drafts = toDrafts(fieldsOf(schema), held?.feature.properties ?? {}, this.#language);
      this.schema = schema;
    } catch (error) {
      if (!signal.aborted) this.failure = asUnanswered(error);
    }
  }

  get fields(): Field[] {
    return this.schema ? fieldsOf(this.schema) : [];
  }

  /** What stands on the server; nothing for a new feature. */
  get base(): Side {
    const { feature } = this.held ?? {};
    return feature ? { properties: feature.properties, geometry: feature.geometry } : EMPTY;
  }

  get changes(): Changes {
    return changesOf(this.fields, this.base.properties, this.drafts, this.#language);
  }

  get patch(): Patch {
    const { values } = this.changes;
    return this.shape === undefined ? { properties: values } : { properties: values, geometry: this.shape };
  }

  get unsaved(): boolean {
    return !isEmpty(this.patch) || Object.keys(this.changes.hints).length > 0;
  }

  /** Somebody else's hand is told of while the form is open; one's own save is not. */
  hear({ layer, id, op, version }: Change): void {
    if (layer !== this.task.layer || id !== this.task.id || this.saving) return;
    if (op === 'delete') this.#heard = Infinity;
    else if (op === 'create') this.#heard = version ?? 0;
    else if (op === 'update') this.#heard = Math.max(this.#heard, version ?? 0);
  }

  /** Whether others changed or deleted what is open here since it was fetched. */
  get overtaken(): 'changed' | 'gone' | null {
    if (!this.held) return null;
    if (this.#heard === Infinity) return 'gone';
    return this.#heard > Number(this.held.feature.properties.version) ? 'changed' : null;
  }

  /** What the fields mean is kept when the reader turns to another language. */
  speak(language: Language): void {
    if (language === this.#language) return;
    this.drafts = translated(this.fields, this.drafts, this.#language, language);
    this.#language = language;
  }

  /** The required fields that are open. */
  get missing(): string[] {
    const open = (name: string) => {
      const draft = this.drafts[name];
      return draft === undefined || draft.length === 0;
    };
    return this.fields.filter(({ required, name }) => required && open(name)).map(({ name }) => name);
  }

  /** Send what was changed; whatever the server answers, nothing that was typed is lost. */
  async save(): Promise<Outcome> {
    this.tried = true;
    if (this.missing.length > 0 || Object.keys(this.changes.hints).length > 0) return 'kept';
    if (this.task.kind === 'update' && isEmpty(this.patch)) return 'unchanged';
    return this.#send(() => this.#give(this.patch));
  }

  /** Save over the other's version what was chosen of mine. */
  async settle(choices: Readonly<Record<string, Choice>>): Promise<Outcome> {
    const { conflict } = this;
    if (!conflict) return 'kept';
    const patch = merged(conflict.rows, choices);
    this.#adopt(conflict.theirs, patch);
    this.conflict = null;
    return isEmpty(patch) ? 'unchanged' : this.#send(() => this.#give(patch));
  }

  /** From here on theirs is what stands, and `patch` is what I change of it. */
  #adopt(theirs: Held, patch: Patch): void {
    const properties: Properties = { ...theirs.feature.properties, ...patch.properties };
    this.held = theirs;
    this.drafts = toDrafts(this.fields, properties, this.#language);
    this.shape = patch.geometry;
  }

  async #give(patch: Patch): Promise<void> {
    const { kind, layer, id } = this.task;
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const { properties } = patch;
    if (kind === 'create') {
      const geometry = patch.geometry ? inPlane(patch.geometry, null, null) : null;
      await createFeature(layer, { id, geometry, properties: filled(properties) }, patience);
      return;
    }
    const etag = this.held?.etag ?? '';
    if (!patch.geometry) await patchFeature(layer, id, etag, patch, patience);
    else {
      // Should the geometry have changed since, the server refuses the patch, whatever was reckoned here.
      const plane = await planeGeometry(layer, id, patience);
      const geometry = inPlane(patch.geometry, this.base.geometry, plane);
      await patchFeature(layer, id, etag, { properties, geometry }, patience);
    }
  }

  async #send(give: () => Promise<void>): Promise<Outcome> {
    this.saving = true;
    this.trouble = null;
    this.complaints = [];
    try {
      await give();
      return 'saved';
    } catch (error) {
      const refusal = asUnanswered(error);
      if (refusal.status === 412) return await this.#compare();
      this.complaints = complaintsOf(refusal);
      this.trouble = refusal;
      return 'kept';
    } finally {
      this.saving = false;
    }
  }

  /** Somebody was faster: fetch theirs and lay it beside mine. */
  async #compare(): Promise<Outcome> {
    const { layer, id } = this.task;
    try {
      const theirs = await holdFeature(layer, id);
      const observed = Object.entries(this.schema?.properties ?? {}).filter(([, { readOnly }]) => readOnly);
      const rows = differences(
        this.base,
        this.patch,
        { properties: theirs.feature.properties, geometry: theirs.feature.geometry },
        new Set(observed.map(([name]) => name)),
      );
      if (rows.every(({ by }) => by === 'both')) {
        // A save that was given up as lost had arrived after all.
        this.#adopt(theirs, { properties: {} });
        return 'saved';
      }
      const [newest] = await getVersions(layer, id, 1, null).catch(() => []);
      this.conflict = { theirs, rows, actor: newest?.actor ?? null };
    } catch (error) {
      this.trouble = asUnanswered(error);
    }
    return 'kept';
  }
}

/** A new feature has no value where nothing was given. */
const filled = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));

/** A request that took too long is as good as one that did not get through. */
function asUnanswered(error: unknown): Unanswered {
  if (error instanceof Unanswered) return error;
  return error instanceof DOMException ? new Unanswered('', 0) : new Unanswered('', 500);
}
