import './embed.css';
import { getFeature } from './api/features';
import type { Composition } from './map/compose';
import { getStyle } from './map/styles';
import { writeHash } from './state/url';
import { texts } from './text/texts';

type Box = [number, number, number, number];

/** One frame of a server-rendered page: `<div data-dongha-map data-layer data-bbox data-lang data-feature>`. */
interface Frame {
  layer: string;
  box: Box | null;
  language: 'vi' | 'en';
  feature: string | null;
}

function readFrame({ dataset }: HTMLElement): Frame {
  const box = (dataset.bbox ?? '').split(',').map(Number);
  return {
    layer: dataset.layer ?? '',
    box: box.length === 4 && box.every(Number.isFinite) ? (box as Box) : null,
    language: dataset.lang === 'en' ? 'en' : 'vi',
    feature: dataset.feature || null,
  };
}

function fullMap({ layer, feature, language }: Frame): string {
  const selection = feature ? ({ kind: 'feature', layer, id: feature } as const) : null;
  const layers = layer ? new Map([[layer, 1]]) : null;
  return `/${writeHash({ position: null, layers, selection, language, dark: null, moment: null })}`;
}

async function open(element: HTMLElement): Promise<void> {
  const frame = readFrame(element);
  const [{ EmbeddedMap }, base, own, feature] = await Promise.all([
    import('./map/embedded-map'),
    getStyle('base'),
    frame.layer ? getStyle(frame.layer) : null,
    frame.feature ? getFeature(frame.layer, frame.feature).catch(() => null) : null,
  ]);
  const canvas = document.createElement('div');
  canvas.className = 'dongha-map';
  const link = document.createElement('a');
  link.className = 'dongha-map-open';
  link.href = fullMap(frame);
  link.textContent = texts.embed_open[frame.language];
  element.replaceChildren(canvas, link);
  const composition: Omit<Composition, 'drawings'> = {
    base,
    themes: new Map(own ? [[frame.layer, own]] : []),
    layers: new Map([[frame.layer, 1]]),
    dark: false,
  };
  const map = new EmbeddedMap(canvas, composition, frame.box, feature?.geometry ?? null, frame.language);
  map.onpick = async ({ layer, id }) => {
    const picked = await getFeature(layer, id);
    location.assign(`/ogc/collections/${layer}/items/${picked.id}?f=html&lang=${frame.language}`);
  };
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    // Without the map the page still says everything in words.
    open(target as HTMLElement).catch((error: unknown) => console.warn('The map did not open:', error));
  }
});

for (const element of document.querySelectorAll<HTMLElement>('[data-dongha-map]')) seen.observe(element);
