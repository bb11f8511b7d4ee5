import { credentials, Unanswered } from '../api/client';
import { forgetSchemas } from '../api/schema';
import type { Action, Me } from '../api/session';
import { changePassword, getMe, logIn, logOut } from '../api/session';
import { forgetStyles } from '../map/styles';

export type View = 'login' | 'account' | 'password';

/** Roles that are nobody's office. */
const NOT_STAFF = ['public', 'citizen'];
const CHANNEL = 'dongha-session';

/** Who uses the map, and what he may do. Other open windows of the same browser are told when that changes. */
export class Session {
  /** Null until the server has said. */
  me = $state.raw<Me | null>(null);
  /** Rises when somebody else uses the map than before: what was read for the one is not for the other. */
  epoch = $state(0);
  /** The session ended by itself, and nobody has logged in since nor said that he will not. */
  lapsed = $state(false);
  /** Which part of the account's dialogue is open. */
  view = $state<View | null>(null);

  #asking: Promise<boolean> | null = null;
  readonly #others = new BroadcastChannel(CHANNEL);

  constructor() {
    credentials.ended = () => this.check();
    // What is being asked already may be answered from before.
    this.#others.onmessage = () => void Promise.resolve(this.#asking).then(() => this.check());
  }

  /** The account's name; null for the public. */
  get name(): string | null {
    return this.me?.name ?? null;
  }

  /** Whether somebody of the city's offices is logged in. */
  get staff(): boolean {
    return this.me !== null && !NOT_STAFF.includes(this.me.role);
  }

  /** Whether the server would let this reader do that with a layer; it decides for itself on each feature. */
  may(layer: string, action: Action): boolean {
    return this.me?.layers[layer]?.includes(action) ?? false;
  }

  /** Whether there is a layer to which this reader may add something. */
  get mayCreate(): boolean {
    return Object.values(this.me?.layers ?? {}).some((actions) => actions.includes('create'));
  }

  /**
   * Ask the server who this is. True when nobody is logged in, so that what a dead session was refused may be asked
   * again without it.
   */
  check(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    try {
      const before = this.me;
      const me = await getMe();
      // Who logged in or out meanwhile was told something newer.
      if (this.me !== before) return this.name === null;
      if (before === null) this.#take(me);
      else this.#adopt(me);
      if (before?.name && me.name === null) {
        this.lapsed = true;
        this.#others.postMessage('ended');
      }
      return me.name === null;
    } catch (error) {
      // Without the network, or on a server without accounts, things stay as they are.
      if (error instanceof Unanswered) return false;
      throw error;
    }
  }

  /** Log in; Unanswered when the server refuses. */
  async logIn(name: string, password: string): Promise<void> {
    this.#adopt(await logIn(name, password));
    this.#others.postMessage('in');
  }

  /** Log out; Unanswered when the server does not hear of it, and then nothing has changed. */
  async logOut(): Promise<void> {
    this.#adopt(await logOut());
    this.#others.postMessage('out');
  }

  /** Change the password; Unanswered when the server refuses. */
  async changePassword(old: string, fresh: string): Promise<void> {
    this.#adopt(await changePassword(old, fresh));
  }

  #take(me: Me): void {
    this.me = me;
    credentials.csrf = me.csrf;
    credentials.possible = me.name !== null;
    if (me.name !== null) this.lapsed = false;
  }

  /** Go on as `me`; whatever was read as somebody else, or as nobody knows whom, is read anew. */
  #adopt(me: Me): void {
    const before = this.me;
    this.#take(me);
    if (before?.name === me.name && before.role === me.role && before.ward === me.ward) return;
    forgetSchemas();
    forgetStyles();
    this.epoch += 1;
  }
}

export const session = new Session();
