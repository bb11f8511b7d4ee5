import { getJson } from './client';

/** Where the log of changes stands now, to follow it from here on; null when the server does not say. */
export async function getPosition(): Promise<string | null> {
  try {
    return (await getJson<{ position: string }>('/live/position')).position;
  } catch {
    return null;
  }
}
