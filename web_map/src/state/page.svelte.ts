import { reader, t } from '../text/language.svelte';
import { city } from './city.svelte';

/** The page itself follows: its language and title, its colour scheme, and what the browser's console may look at. */
export function keepPage(): void {
  $effect(() => {
    document.documentElement.lang = reader.language;
    document.title = t('title');
  });
  $effect(() => {
    if (city.dark) document.documentElement.dataset.scheme = 'dark';
    else delete document.documentElement.dataset.scheme;
  });
  // `dongha.map` is the MapLibre map, for tests too.
  $effect(() => {
    Object.assign(window, { dongha: { map: city.map?.engine ?? null } });
  });
}
