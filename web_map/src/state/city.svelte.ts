import { SvelteMap } from 'svelte/reactivity';
import type { Catalogue, CatalogueLayer } from '../api/catalogue';
import { findLayer, getCatalogue } from '../api/catalogue';
import { Unanswered } from '../api/client';
import type { LonLat } from '../geo/transverse-mercator';
import type { CityMap } from '../map/city-map';
import { reader } from '../text/language.svelte';
import type { Position, Selection, Shared } from './url';

/** The theme that is on when somebody opens the map without a shared address. */
const FIRST_THEME = 'services';

/** What the reader sees and has chosen; components read it, the address and the map follow it. */
class City {
  catalogue = $state.raw<Catalogue | null>(null);
  failure = $state.raw<Unanswered | null>(null);
  online = $state(navigator.onLine);

  /** Layers that are on, with their opacity 0..1. */
  readonly layers = new SvelteMap<string, number>();
  selection = $state.raw<Selection | null>(null);
  /** Other features under the last click. */
  nearby = $state.raw<Selection[]>([]);
  /** Whether the card that opens next should take the focus, because it was asked for by keyboard or link. */
  attend = false;
  /** Whether the map should go to what is selected next, as nothing else says where to look, or only show it beside the card. */
  bring = $state<'fit' | 'uncover' | null>(null);
  position = $state.raw<Position | null>(null);
  /** West, south, east, north of the map in view, degrees. */
  view = $state.raw<[number, number, number, number] | null>(null);
  dark = $state(false);
  /** Whether the reader chose light or dark, so that a shared link passes it on. */
  darkChosen = $state(false);
  measuring = $state(false);
  layersOpen = $state(false);
  /** The past moment (milliseconds since 1970) whose device states the map shows; null is the present. */
  moment = $state<number | null>(null);
  /** Whether a moment of the past can be chosen. */
  replaying = $state(false);
  /** The layer whose row the open panel of layers is to bring into view. */
  shownRow = $state<string | null>(null);
  notice = $state('');
  /** Rises when what is selected has changed: whoever shows it reads it again. */
  changed = $state(0);
  /** The map engine, once it has come. */
  map = $state.raw<CityMap | null>(null);

  /** Ask the server what the city has; a newcomer gets one theme to look at. */
  async load(newcomer: boolean): Promise<void> {
    this.failure = null;
    const asking = (this.#loading = {});
    try {
      const catalogue = await getCatalogue();
      // Who has logged in or out meanwhile sees another city, which is on its way.
      if (asking !== this.#loading) return;
      if (this.catalogue) this.#fit(this.catalogue, catalogue);
      else if (newcomer && this.layers.size === 0) {
        const theme = catalogue.themes.find(({ id }) => id === FIRST_THEME);
        for (const layer of theme?.layers ?? []) this.layers.set(layer.id, 1);
      }
      this.catalogue = catalogue;
    } catch (error) {
      if (asking !== this.#loading) return;
      this.failure = error instanceof Unanswered ? error : new Unanswered('', 500);
    }
    this.#loading = null;
  }

  /** Ask again how much of everything there is; without an answer the numbers stay. */
  async recount(): Promise<void> {
    if (this.#loading) return;
    const before = this.catalogue;
    const catalogue = await getCatalogue().catch(() => null);
    // Somebody else may have logged in meanwhile: then this is not for him.
    if (!catalogue || this.#loading || this.catalogue !== before) return;
    if (catalogue.version !== before?.version) this.catalogue = catalogue;
  }

  /** Switch off layers that were there for the reader before and are not there now, until they are there again. */
  #fit(before: Catalogue, now: Catalogue): void {
    for (const [id, opacity] of [...this.layers]) {
      if (!findLayer(before, id) || findLayer(now, id)) continue;
      this.layers.delete(id);
      this.#away.set(id, opacity);
    }
    for (const [id, opacity] of this.#away) {
      if (!findLayer(now, id)) continue;
      this.#away.delete(id);
      if (!this.layers.has(id)) this.layers.set(id, opacity);
    }
  }

  /** Take over what an address says. */
  apply(shared: Shared): void {
    if (shared.language) reader.language = shared.language;
    if (shared.dark !== null) {
      this.dark = shared.dark;
      this.darkChosen = true;
    }
    if (shared.layers) {
      for (const layer of [...this.layers.keys()]) if (!shared.layers.has(layer)) this.layers.delete(layer);
      for (const [layer, opacity] of shared.layers) this.layers.set(layer, opacity);
    }
    this.moment = shared.moment;
    if (shared.moment !== null) this.replaying = true;
    this.nearby = [];
    this.bring = shared.selection && (shared.position ? 'uncover' : 'fit');
    this.selection = shared.selection;
  }

  /** Note the lasting identifier of a feature that was picked by its number in tiles, for the address. */
  remember(layer: string, number: string, id: string): void {
    if (number !== id) this.#identifiers.set(`${layer}/${number}`, id);
  }

  /** What the address should say now. */
  get shared(): Shared {
    const chosen = this.selection;
    const lasting = chosen?.kind === 'feature' ? this.#identifiers.get(`${chosen.layer}/${chosen.id}`) : undefined;
    return {
      position: this.position,
      layers: this.layers,
      selection: chosen?.kind === 'feature' && lasting ? { ...chosen, id: lasting } : chosen,
      language: reader.language,
      dark: this.darkChosen ? this.dark : null,
      moment: this.moment,
    };
  }

  select(selection: Selection | null, nearby: Selection[] = []): void {
    this.selection = selection;
    this.nearby = nearby;
  }

  /** Move the map when the card that opens now would cover what it is of. */
  uncover(place: LonLat): void {
    requestAnimationFrame(() => this.map?.uncover(place));
  }

  /** Turn a layer on (fully opaque when it was off) or off. */
  toggle(layer: string, on: boolean): void {
    if (on) this.layers.set(layer, this.layers.get(layer) ?? 1);
    else this.layers.delete(layer);
  }

  /** What the catalogue says of a layer; null while it is away or when there is no such layer. */
  layerOf(layer: string): CatalogueLayer | null {
    return this.catalogue && (findLayer(this.catalogue, layer)?.layer ?? null);
  }

  /** The title of a layer in both languages, or its name while the catalogue is away. */
  titleOf(layer: string): { vi: string; en: string } {
    return this.layerOf(layer)?.title ?? { vi: layer, en: layer };
  }

  /** Say something briefly, also to screen readers. */
  tell(notice: string): void {
    this.notice = notice;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => (this.notice = ''), 4000);
  }

  /** The question what the city has, while it is open. */
  #loading: object | null = null;
  readonly #identifiers = new SvelteMap<string, string>();
  readonly #away = new Map<string, number>();
  #silence: ReturnType<typeof setTimeout> | undefined;
}

export const city = new City();
