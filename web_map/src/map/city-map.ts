import { ScaleControl } from 'maplibre-gl';
import type { Position, Selection } from '../state/url';
import type { LonLat } from '../geo/transverse-mercator';
import { cityLayerOf } from './city-layer';
import type { Composition, Drawings } from './compose';
import { compose, drawnIn, withDrawing } from './compose';
import { MapEngine } from './engine';
import { MapTiles } from './map-tiles';
import type { LabelBy } from './pick';
import { pick } from './pick';
import { StateKeeper } from '../states/keeper';
import { StatePaint } from './state-paint';
import type { Coloured } from './state-style';

export type Box = [number, number, number, number];

/** What the map tells the interface. */
export interface Listener {
  moved: (position: Position, view: Box, bearing: number) => void;
  pointed: (place: LonLat | null) => void;
  /** A click or tap: what lies there (best first) and where. */
  clicked: (found: Selection[], place: LonLat) => void;
  labelBy: LabelBy;
  /** A right click or long press. */
  asked: (place: LonLat) => void;
}

/** A composition without what the map itself keeps. */
export type Picture = Omit<Composition, 'drawings'> & {
  /** Layers whose colour devices tell, and by which property. */
  coloured: Coloured;
};

/** On a narrow screen the whole city would be too small to say anything: it opens on the town. */
const NARROW_PX = 720;
const TOWN_ZOOM = 12.8;
const LONG_PRESS_MS = 550;
const HOVER_PAUSE_MS = 60;
const KEY_REACH = 12;
const LOOK_PX = 48;
const LAST_ZOOM = 21.5;
/** Tiles of the last level are drawn larger as they are: the engine keeps cut-outs of them beyond any change of theirs. */
const LEVELS_ENLARGED = 5;
const none = (): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features: [] });

/** The map engine, showing what it is told to show. */
export class CityMap {
  /** The engine itself, for tests and for looking into it from the browser's console. */
  readonly engine: MapEngine;
  /** Its tiles, to have them fetched again. */
  readonly tiles: MapTiles;
  /** What devices say, shown on it. */
  readonly states: StateKeeper;
  /** Whether clicks and the cursor belong to somebody else for now, as while a geometry is drawn. */
  held = false;
  #drawings: Drawings = {
    selection: none(),
    before: none(),
    measure: none(),
    location: none(),
    around: none(),
  };
  /** A picture that waits for the one before to be ready: a style cannot be changed while it loads. */
  #picture: Picture | null = null;
  #ready = false;
  #padding = { top: 0, right: 0, bottom: 0, left: 0 };

  constructor(container: HTMLElement, picture: Picture, start: Position | Box, listener: Listener) {
    const narrow = container.clientWidth < NARROW_PX;
    const town = picture.base.center as [number, number] | undefined;
    const view = !Array.isArray(start)
      ? { center: [start.lon, start.lat] as [number, number], zoom: start.zoom }
      : narrow && town
        ? { center: town, zoom: TOWN_ZOOM }
        : { bounds: start, fitBoundsOptions: { padding: { top: 24, right: 24, bottom: 24, left: narrow ? 24 : 416 } } };
    this.engine = new MapEngine({
      container,
      style: compose({ ...picture, drawings: this.#drawings }),
      ...view,
      minZoom: 9,
      maxZoom: LAST_ZOOM,
      zoomLevelsToOverscale: LEVELS_ENLARGED,
      maxPitch: 0,
      attributionControl: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    });
    this.tiles = new MapTiles(this.engine);
    this.states = new StateKeeper(new StatePaint(this.engine, this.tiles));
    this.engine.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-left');
    this.#listen(listener);
  }

  #listen(listener: Listener): void {
    const map = this.engine;
    const moved = () => {
      const { lng, lat } = map.getCenter();
      const view = map.getBounds();
      listener.moved(
        { lon: lng, lat, zoom: map.getZoom() },
        [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()],
        map.getBearing(),
      );
    };
    const place = (event: { lngLat: { lng: number; lat: number } }) => ({
      lon: event.lngLat.lng,
      lat: event.lngLat.lat,
    });
    const reach = matchMedia('(pointer: coarse)').matches ? 14 : 5;
    map.once('style.load', () => {
      this.#ready = true;
      this.#draw();
    });
    // Sources come and go with the picture, and take what they were told with them.
    map.on('styledata', () => this.states.look());
    map.on('load', moved);
    map.on('moveend', moved);
    let looked = 0;
    map.on('mousemove', (event) => {
      listener.pointed(place(event));
      if (this.held || event.originalEvent.timeStamp - looked < HOVER_PAUSE_MS || map.isMoving()) return;
      looked = event.originalEvent.timeStamp;
      map.getCanvas().style.cursor = pick(map, event.point, 3).length > 0 ? 'pointer' : '';
    });
    map.on('mouseout', () => listener.pointed(null));
    map.on('click', (event) => {
      if (!this.held) listener.clicked(pick(map, event.point, reach, listener.labelBy), place(event));
    });
    map.on('contextmenu', (event) => {
      if (!this.held) listener.asked(place(event));
    });

    map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || this.held) return;
      const { lng, lat } = map.getCenter();
      listener.clicked(pick(map, map.project([lng, lat]), KEY_REACH, listener.labelBy), { lon: lng, lat });
    });

    let press: ReturnType<typeof setTimeout> | undefined;
    const release = () => clearTimeout(press);
    map.on('touchstart', (event) => {
      release();
      if (!this.held && event.originalEvent.touches.length === 1)
        press = setTimeout(() => listener.asked(place(event)), LONG_PRESS_MS);
    });
    for (const end of ['touchend', 'touchmove', 'touchcancel', 'movestart'] as const) map.on(end, release);
  }

  /** Show this picture; only what differs from the one before is changed. */
  show(picture: Picture): void {
    this.#picture = picture;
    if (this.#ready) this.#draw();
  }

  #draw(): void {
    if (!this.#picture) return;
    const composition = this.#picture;
    this.#picture = null;
    const style = compose({ ...composition, drawings: this.#drawings });
    this.tiles.drawn = drawnIn(style);
    this.states.keep(new Map([...composition.coloured].filter(([layer]) => this.tiles.drawn.has(layer))));
    this.engine.setStyle(style, { diff: true, transformStyle: (before, next) => withDrawing(before, next) });
  }

  /** Draw GeoJSON geometries over the city: the selection, a measurement, the reader's own place. */
  draw(where: keyof Drawings, geometries: GeoJSON.Geometry[]): void {
    const data: GeoJSON.FeatureCollection = {
      type: 'FeatureCollection',
      features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
    };
    this.#drawings = { ...this.#drawings, [where]: data };
    const source = this.engine.getSource(where);
    if (source && 'setData' in source) (source as { setData: (data: GeoJSON.FeatureCollection) => void }).setData(data);
  }

  /** Keep these margins (pixels) free of what matters, because panels lie over them. */
  pad(padding: Partial<CityMap['padding']>): void {
    this.#padding = { ...this.#padding, ...padding };
  }

  get padding(): { top: number; right: number; bottom: number; left: number } {
    return this.#padding;
  }

  /** Bring a box into view, no nearer than `zoom`. */
  fit(box: Box, zoom = 18): void {
    const margin = 48;
    const { top, right, bottom, left } = this.#padding;
    const padding = { top: top + margin, right: right + margin, bottom: bottom + margin, left: left + margin };
    this.engine.fitBounds(box, { padding, maxZoom: zoom, duration: 900, essential: false });
  }

  /** Go to a place. */
  fly(place: LonLat, zoom: number): void {
    this.fit([place.lon, place.lat, place.lon, place.lat], zoom);
  }

  /** Go there at once. */
  jump({ lon, lat, zoom }: Position): void {
    this.engine.jumpTo({ center: [lon, lat], zoom });
  }

  /** Move a place of the screen out from under the panels, when it lies under one. */
  uncover(place: LonLat): void {
    const screen = this.engine.project([place.lon, place.lat]);
    const { clientWidth: width, clientHeight: height } = this.engine.getContainer();
    const { top, right, bottom, left } = this.#padding;
    if (Math.min(screen.x, screen.y, width - screen.x, height - screen.y) < 0) return;
    const margin = 32;
    const away = (value: number, low: number, high: number) =>
      value < low ? value - low : value > high ? value - high : 0;
    const dx = away(screen.x, left + margin, width - right - margin);
    const dy = away(screen.y, top + margin, height - bottom - margin);
    if (dx || dy) this.engine.panBy([dx, dy], { duration: 300 });
  }

  /** Where the middle of the free part of the map is. */
  get middle(): LonLat {
    const { lng, lat } = this.engine.getCenter();
    return { lon: lng, lat };
  }

  /** Call `then` when everything is drawn; gives the way to call it off. */
  onceIdle(then: () => void): () => void {
    this.engine.once('idle', then);
    return () => void this.engine.off('idle', then);
  }

  /** The values of `property` among the features of a layer that are on the screen. */
  drawnValues(layer: string, property: string): ReadonlySet<unknown> {
    const drawnLayers = this.engine
      .getStyle()
      .layers.filter((one) => cityLayerOf(one) === layer && one.id.includes('/') && one.type !== 'symbol');
    const layers = drawnLayers.map(({ id }) => id);
    const values = new Set<unknown>();
    for (const place of drawnLayers.some(({ type }) => type === 'fill') ? this.#lookouts() : [undefined]) {
      for (const { properties, state } of this.engine.queryRenderedFeatures(place, { layers })) {
        values.add(properties[property] ?? state[property] ?? null);
      }
    }
    return values;
  }

  /** Places all over the screen: to look at areas there is far cheaper than to take up every area in view. */
  *#lookouts(): Generator<[number, number]> {
    const { clientWidth: width, clientHeight: height } = this.engine.getContainer();
    for (let x = LOOK_PX / 2; x < width; x += LOOK_PX) {
      for (let y = LOOK_PX / 2; y < height; y += LOOK_PX) yield [x, y];
    }
  }

  remove(): void {
    this.tiles.stop();
    this.states.stop();
    this.engine.remove();
  }
}
