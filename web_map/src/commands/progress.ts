import type { CityFeature } from '../api/features';
import type { IconName } from '../parts/icons';

/** How far a command has come, in the order in which it goes on. */
export const STATUSES = ['queued', 'sent', 'done', 'refused', 'failed', 'expired', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

/** What each stands for, beside its words. */
export const ICONS: Record<Status, IconName> = {
  queued: 'hourglass',
  sent: 'arrow',
  done: 'check',
  refused: 'close',
  failed: 'warning',
  expired: 'silent',
  cancelled: 'minus',
};

/** What is known of a command; one that nobody has said anything of is still waiting. */
export function statusOf({ properties: { status } }: CityFeature): Status {
  return STATUSES.find((one) => one === status) ?? 'queued';
}

/** Whether something may still become of a command. */
export const isOpen = (command: CityFeature): boolean => ['queued', 'sent'].includes(statusOf(command));

/** How many commands have come how far; only what there is, in the order of going on. */
export function tally(commands: readonly CityFeature[]): [Status, number][] {
  const all = commands.map(statusOf);
  return STATUSES.map((status): [Status, number] => [status, all.filter((one) => one === status).length]).filter(
    ([, count]) => count > 0,
  );
}
