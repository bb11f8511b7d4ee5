import { city } from './city.svelte';
import type { Selection } from './url';
import { readHash, writeHash } from './url';

const keyOf = (selection: Selection | null) => (selection ? JSON.stringify(selection) : '');
let written = keyOf(readHash(location.hash).selection);

/** The address follows what is seen; a new selection can be undone with the browser's back button. */
export function writeAddress(mayPush: boolean): void {
  const hash = writeHash(city.shared);
  if (hash === location.hash) return;
  const push = mayPush && keyOf(city.selection) !== written;
  written = keyOf(city.selection);
  history[push ? 'pushState' : 'replaceState'](null, '', hash);
}

/** What is seen follows the address, which somebody typed or went back to. */
export function readAddress(): void {
  const read = readHash(location.hash);
  written = keyOf(read.selection);
  city.apply(read);
  if (read.position) city.map?.jump(read.position);
}
