import { Unanswered } from '../api/client';
import type { Found } from '../api/search';
import { search } from '../api/search';
import type { Reading } from '../geo/coordinates';
import { readCoordinates } from '../geo/coordinates';
import { reader } from '../text/language.svelte';

/** One line of the result list. */
export type Option = { kind: 'place'; place: Reading } | { kind: 'found'; found: Found };

const PAUSE_MS = 180;

/** What is being looked for and what was found so far. */
export class SearchState {
  words = $state('');
  options = $state.raw<Option[]>([]);
  busy = $state(false);
  failure = $state.raw<Unanswered | null>(null);
  /** The words that `options` answer. */
  answered = $state('');
  #asking: AbortController | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** Look for `words` once the reader pauses; coordinates are known at once. */
  look(words: string): void {
    this.words = words;
    this.stop();
    this.failure = null;
    const readings = readCoordinates(words);
    if (words.trim() === '' || readings.length > 0) {
      this.options = readings.map((place) => ({ kind: 'place', place }));
      this.answered = words;
      return;
    }
    this.busy = true;
    this.#pause = setTimeout(() => void this.#ask(words), PAUSE_MS);
  }

  /** Forget the question that is under way. */
  stop(): void {
    clearTimeout(this.#pause);
    this.#asking?.abort();
    this.#asking = null;
    this.busy = false;
  }

  async #ask(words: string): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const results = await search(words, reader.language, asking.signal);
      if (asking.signal.aborted) return;
      this.options = inThemes(results).map((found) => ({ kind: 'found', found }));
      this.answered = words;
    } catch (error) {
      if (asking.signal.aborted) return;
      this.options = [];
      this.failure = error instanceof Unanswered ? error : new Unanswered('', 500);
    }
    this.busy = false;
  }
}

/** Results of one theme side by side, themes in the order of their best result. */
function inThemes(results: Found[]): Found[] {
  const themes = [...new Set(results.map(({ theme }) => theme))];
  return themes.flatMap((theme) => results.filter((found) => found.theme === theme));
}
