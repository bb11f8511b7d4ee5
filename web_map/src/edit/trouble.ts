import type { Unanswered } from '../api/client';
import { t } from '../text/language.svelte';
import { sentence } from '../text/sentence';

/** Why an edit did not go through, in words that say what to do; the server's own where it knows more. */
export function troubleText({ offline, status, message }: Unanswered): string {
  if (offline) return t('edit_offline');
  switch (status) {
    case 401:
      return t('edit_login');
    case 403:
      return sentence(message) || t('edit_forbidden');
    case 404:
    case 410:
      return t('edit_gone');
    case 429:
      return t('edit_busy');
    case 400:
    case 409:
    case 412:
    case 413:
    case 422:
    case 428:
      return sentence(message) || t('edit_refused');
    default:
      return t('edit_failed');
  }
}
