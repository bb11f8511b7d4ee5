import { good, getJson, send } from './client';
import type { CityFeature } from './features';

/** The layer that keeps commands. */
export const COMMANDS = 'commands';

/** To which features an order goes: to these ids, or to those not further than so many metres from a feature. */
export type Addressed = { ids: string[] } | { within: { distance_m: number; of: { layer: string; id: string } } };

/** What the devices of a layer shall do. */
export type Order = Addressed & {
  layer: string;
  action: string;
  value: number | null;
  reason: string;
  /** RFC 3339: until when it may be carried out. */
  deadline: string;
  /** What its commands have in common, the asker's own: an order that is sent twice with it is one. */
  set: string;
};

/** How many features an order would go to; Unanswered when it would be refused. */
export async function countOrder(wanted: Order, signal: AbortSignal): Promise<number> {
  const answer = await good(await send('POST', '/commands', { body: { ...wanted, dry_run: true }, signal }));
  return ((await answer.json()) as { count: number }).count;
}

/** Tell devices to do something; gives how many commands that became. */
export async function order(wanted: Order): Promise<number> {
  return ((await (await good(await send('POST', '/commands', { body: wanted }))).json()) as { count: number }).count;
}

/** Call a command off; Unanswered when it has been sent meanwhile. */
export async function cancelCommand(id: string): Promise<void> {
  await good(await send('DELETE', `/commands/${encodeURIComponent(id)}`));
}

/** The newest commands to a feature. */
export async function getCommands(id: string, most: number, signal: AbortSignal): Promise<CityFeature[]> {
  const query = new URLSearchParams({ f: 'json', target_id: id, sortby: '-updated_at', limit: String(most) });
  const path = `/ogc/collections/${COMMANDS}/items?${query}`;
  return (await getJson<{ features: CityFeature[] }>(path, signal)).features;
}

/** The commands of a set. */
export async function getSet(set: string, signal: AbortSignal): Promise<CityFeature[]> {
  const query = new URLSearchParams({ f: 'json', set_id: set, limit: '10000', skipGeometry: 'true' });
  const path = `/ogc/collections/${COMMANDS}/items?${query}`;
  return (await getJson<{ features: CityFeature[] }>(path, signal)).features;
}
