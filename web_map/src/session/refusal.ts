import { Unanswered } from '../api/client';
import { clockText, durationText } from '../text/format';
import { reader, t } from '../text/language.svelte';
import { sentence } from '../text/sentence';
import type { TextKey } from '../text/texts';

/**
 * Why the server would not, in the reader's language; when it asks for patience, until when. `wrong` is what to say when
 * name and password do not fit.
 */
export function refusalText(error: unknown, wrong: TextKey | null = null, now: number = Date.now()): string {
  if (!(error instanceof Unanswered)) return t('server_failed');
  if (error.offline) return t('offline');
  if (error.status === 401 && wrong) return t(wrong);
  if (error.status !== 429 || error.wait === null) return sentence(error.message) || t('server_failed');
  const wait = durationText(error.wait, reader.language);
  return t('try_again_at', { wait, time: clockText(now + error.wait * 1000) });
}
