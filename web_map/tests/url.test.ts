import { describe, expect, it, vi } from 'vitest';
import type { Shared } from '../src/state/url';
import { readHash, writeHash } from '../src/state/url';

const nothing: Shared = { position: null, layers: null, selection: null, language: null, dark: null, moment: null };

describe('the address of a view', () => {
  it.each<[string, Shared]>([
    ['#', nothing],
    [
      '#map=15.25/16.817285/107.101038&layers=street_lamps,land_parcels:60&select=street_lamps/3f2a-11&lang=en&dark=1',
      {
        position: { zoom: 15.25, lat: 16.817285, lon: 107.101038 },
        layers: new Map([
          ['street_lamps', 1],
          ['land_parcels', 0.6],
        ]),
        selection: { kind: 'feature', layer: 'street_lamps', id: '3f2a-11' },
        language: 'en',
        dark: true,
        moment: null,
      },
    ],
    [
      '#layers=&place=16.8172845,107.1010378&lang=vi&dark=0',
      {
        position: null,
        layers: new Map(),
        selection: { kind: 'place', lat: 16.8172845, lon: 107.1010378 },
        language: 'vi',
        dark: false,
        moment: null,
      },
    ],
  ])('says and reads back %s', (hash, shared) => {
    expect(writeHash(shared)).toBe(hash);
    expect(readHash(hash)).toEqual(shared);
  });

  it('says which past moment is shown, in steps of ten minutes, and neither the future nor what is forgotten', () => {
    vi.setSystemTime(new Date('2026-11-22T10:07:00+07:00'));
    const read = (time: string) => readHash(`#time=${time}`).moment;
    expect(read('2026-11-21T03:20Z')).toBe(Date.parse('2026-11-21T10:20:00+07:00'));
    expect(writeHash({ ...nothing, moment: read('2026-11-21T03:25Z') })).toBe('#time=2026-11-21T03:20Z');
    expect([read('2026-11-22T03:08Z'), read('2026-09-01T00:00Z'), read('gestern')]).toEqual([null, null, null]);
    vi.useRealTimers();
  });

  it('survives what chat programs do to it', () => {
    const read = readHash('#map=15%2F16.8%2F107.1&layers=roads%2Ctrees%3A50');
    expect(read.position).toEqual({ zoom: 15, lat: 16.8, lon: 107.1 });
    expect(read.layers).toEqual(new Map([['roads', 1], ['trees', 0.5]])); // prettier-ignore
  });

  it.each([
    '#map=abc',
    '#map=99/100/500',
    '#map=1/2',
    '#select=../../x',
    '#lang=fr',
    '#place=a,b',
    '#%E0%A4%A',
    '#=&&',
  ])('leaves out what makes no sense: %s', (hash) => {
    expect(readHash(hash)).toEqual(nothing);
  });
});
