import type { Text } from '../text/language.svelte';
import { getJson, good, send } from './client';

export type Action = 'read' | 'create' | 'update' | 'delete';

/** Who asks, as `/auth/me` tells; without a name it is the public. */
export interface Me {
  name: string | null;
  title: string | null;
  role: string;
  role_title: Text;
  /** The code of the ward the account belongs to. */
  ward: string | null;
  csrf: string | null;
  /** What may be done with each layer that may be read. */
  layers: Record<string, Action[]>;
}

/** Another house that vouches for people (OpenID Connect). */
export interface Provider {
  id: string;
  title: Text;
  /** Where the log-in there begins. */
  start: string;
}

export const getMe = (): Promise<Me> => getJson<Me>('/auth/me');

/** Open a session; Unanswered with the server's words when it refuses, and with `wait` when it asks for patience. */
export async function logIn(name: string, password: string): Promise<Me> {
  return (await (await good(await send('POST', '/auth/login', { body: { name, password } }))).json()) as Me;
}

/** Close the session; gives what everybody is. */
export async function logOut(): Promise<Me> {
  return (await (await good(await send('POST', '/auth/logout', { body: {} }))).json()) as Me;
}

/** Change the password; the server ends the account's other sessions, and this one goes on with a new token. */
export async function changePassword(old: string, fresh: string): Promise<Me> {
  return (await (await good(await send('POST', '/auth/password', { body: { old, new: fresh } }))).json()) as Me;
}

export async function getProviders(): Promise<Provider[]> {
  return (await getJson<{ providers: Provider[] }>('/auth/providers')).providers;
}

/** The address that begins a log-in with `provider` and comes back here. */
export function startOf(provider: Provider, back: string): string {
  return `${provider.start}${provider.start.includes('?') ? '&' : '?'}next=${encodeURIComponent(back)}`;
}
