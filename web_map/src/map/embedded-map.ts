import type { Geometry } from 'geojson';
import type { Language } from '../text/language.svelte';
import { boxOf } from './box';
import type { Composition } from './compose';
import { compose } from './compose';
import { MapEngine } from './engine';
import { pick } from './pick';

const CITY: [number, number, number, number] = [107.028, 16.743, 107.149, 16.863];

const GESTURES = {
  vi: {
    'CooperativeGesturesHandler.WindowsHelpText': 'Giữ Ctrl và cuộn để phóng to, thu nhỏ',
    'CooperativeGesturesHandler.MacHelpText': 'Giữ ⌘ và cuộn để phóng to, thu nhỏ',
    'CooperativeGesturesHandler.MobileHelpText': 'Dùng hai ngón tay để di chuyển bản đồ',
  },
  en: {
    'CooperativeGesturesHandler.WindowsHelpText': 'Hold Ctrl and scroll to zoom',
    'CooperativeGesturesHandler.MacHelpText': 'Hold ⌘ and scroll to zoom',
    'CooperativeGesturesHandler.MobileHelpText': 'Use two fingers to move the map',
  },
} as const;

/** A small map on a page of the API: one layer, one feature marked, the page still scrolls. */
export class EmbeddedMap {
  onpick: (picked: { layer: string; id: string }) => void = () => undefined;

  constructor(
    container: HTMLElement,
    composition: Omit<Composition, 'drawings'>,
    box: [number, number, number, number] | null,
    marked: Geometry | null,
    language: Language,
  ) {
    const collection = (geometries: Geometry[]): GeoJSON.FeatureCollection => ({
      type: 'FeatureCollection',
      features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
    });
    const drawings = {
      selection: collection(marked ? [marked] : []),
      before: collection([]),
      measure: collection([]),
      location: collection([]),
      around: collection([]),
    };
    const map = new MapEngine({
      container,
      style: compose({ ...composition, drawings }),
      bounds: marked ? boxOf(marked) : (box ?? CITY),
      fitBoundsOptions: { padding: 40, maxZoom: 17 },
      minZoom: 9,
      maxPitch: 0,
      attributionControl: false,
      cooperativeGestures: true,
      locale: GESTURES[language],
    });
    map.on('click', (event) => {
      const [first] = pick(map, event.point, 6);
      if (first?.kind === 'feature' && composition.layers.has(first.layer)) this.onpick(first);
    });
  }
}
