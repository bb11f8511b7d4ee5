// @vitest-environment jsdom
import type { Geometry } from 'geojson';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EditForm } from '../src/edit/form.svelte';
import { inPlane } from '../src/edit/plane';
import { reader } from '../src/text/language.svelte';

vi.mock('../src/api/schema', () => ({
  getSchema: async () => ({
    required: ['name'],
    properties: {
      name: { type: 'string', maxLength: 20, 'x-ogc-propertySeq': 1 },
      height_m: { type: 'number', minimum: 0, 'x-ogc-propertySeq': 2 },
      status: { type: 'string', readOnly: true, 'x-ogc-propertySeq': 3 },
      version: { type: 'integer', readOnly: true, 'x-ogc-propertySeq': 4 },
      geom: { format: 'geometry-point' },
    },
  }),
}));

interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

const point = (lon: number): Geometry => ({ type: 'Point', coordinates: [lon, 16.8] });
let asked: Asked[] = [];
let stands: { name: string; height_m: number | null; status: string; version: number };
let shape = point(107);
let refusal: (() => Response | Promise<never>) | null = null;

/** The same places as the database has them, in metres: some millimetres beside the degrees as they are served. */
const metres = (place: Geometry): Geometry => ({
  type: 'Point',
  coordinates: 'coordinates' in place && place.coordinates[0] === 107 ? [579775.123, 1858252.456] : [0, 0],
});
const feature = (plane = false) => ({
  type: 'Feature',
  id: 'a',
  geometry: plane ? metres(shape) : shape,
  properties: stands,
});
const held = (plane: boolean) => Response.json(feature(plane), { headers: { ETag: `"${stands.version}-x"` } });

beforeEach(() => {
  asked = [];
  refusal = null;
  shape = point(107);
  stands = { name: 'Bàng', height_m: 4, status: 'on', version: 1 };
  reader.language = 'vi';
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const { method = 'GET' } = init;
    if (method === 'GET')
      return path.includes('/history') ? Response.json({ versions: [{ actor: 'lan' }] }) : held(path.includes('crs='));
    const headers = init.headers as Record<string, string>;
    asked.push({ method, path, headers, body: JSON.parse(String(init.body)) });
    if (refusal) return refusal();
    if (method === 'PATCH' && !headers['If-Match']?.startsWith(`"${stands.version}`)) {
      return Response.json({ status: 412 }, { status: 412 });
    }
    return new Response(null, { status: 204 });
  });
});

async function opened(kind: 'update' | 'create' = 'update'): Promise<EditForm> {
  const form = new EditForm({ kind, layer: 'trees', id: 'a' });
  await form.open(new AbortController().signal);
  return form;
}

describe('saving', () => {
  it('sends what was changed, with the mark of the version it was changed from', async () => {
    const form = await opened();
    expect(form.unsaved).toBe(false);
    expect(await form.save()).toBe('unchanged');
    form.drafts.height_m = '5,5';
    expect(form.unsaved).toBe(true);
    expect(await form.save()).toBe('saved');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'PATCH', body: { properties: { height_m: 5.5 } } });
    expect(asked[0]?.headers).toMatchObject({ 'If-Match': '"1-x"', 'Content-Type': 'application/merge-patch+json' });
  });

  it('sends the geometry only when it was drawn', async () => {
    const form = await opened();
    form.shape = point(107.1);
    await form.save();
    expect(asked[0]?.headers['Content-Crs']).toBe('<http://www.opengis.net/def/crs/EPSG/0/9212>');
    expect(asked[0]?.body).toEqual({ geometry: inPlane(point(107.1), null, null) });
  });

  it('gives a new feature the id it was begun with, so that a repeat makes no second one', async () => {
    const form = await opened('create');
    expect(await form.save()).toBe('kept');
    expect(form.missing).toEqual(['name']);
    form.drafts.name = 'Sao đen';
    form.shape = point(107.2);
    refusal = () => Promise.reject(new TypeError('network'));
    expect(await form.save()).toBe('kept');
    refusal = null;
    expect(await form.save()).toBe('saved');
    expect(asked).toHaveLength(2);
    expect(asked[0]?.body).toEqual(asked[1]?.body);
    expect(asked[0]?.body).toEqual({
      type: 'Feature',
      id: 'a',
      geometry: inPlane(point(107.2), null, null),
      properties: { name: 'Sao đen' },
    });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('network')), 0],
    ['a request that takes too long', () => Promise.reject(new DOMException('late', 'TimeoutError')), 0],
    ['a server at fault', () => new Response('oops', { status: 500 }), 500],
    ['no right', () => Response.json({ detail: 'no' }, { status: 403 }), 403],
  ])('keeps what was typed: %s', async (_, answer, status) => {
    const form = await opened();
    form.drafts.name = 'Phượng';
    refusal = answer as typeof refusal;
    expect(await form.save()).toBe('kept');
    expect(form.trouble?.status).toBe(status);
    expect(form.saving).toBe(false);
    expect(form.drafts.name).toBe('Phượng');
    refusal = null;
    expect(await form.save()).toBe('saved');
    expect(form.trouble).toBeNull();
  });

  it('says the server’s word at the property it names', async () => {
    const form = await opened();
    form.drafts.name = 'Phượng';
    const errors = [{ property: 'name', reason: { vi: 'đã có', en: 'taken' } }];
    refusal = () => Response.json({ detail: 'x', errors }, { status: 409 });
    await form.save();
    expect(form.complaints).toEqual(errors);
  });

  it('hears that somebody else saved or deleted it, and no longer once theirs was fetched', async () => {
    const form = await opened();
    const change = { layer: form.task.layer, id: form.task.id, op: 'update', version: 2 } as const;
    form.hear({ ...change, id: 'other' });
    form.hear({ ...change, op: 'state' });
    form.hear({ ...change, version: 1 });
    expect(form.overtaken).toBeNull();
    form.hear(change);
    expect(form.overtaken).toBe('changed');
    stands = { ...stands, version: 2, height_m: 5 };
    form.drafts.name = 'Phượng';
    expect(await form.save()).toBe('kept');
    await form.settle({});
    expect(form.overtaken).toBeNull();
    form.hear({ ...change, op: 'delete' });
    expect(form.overtaken).toBe('gone');
  });

  it('keeps meaning when the reader changes the language', async () => {
    const form = await opened();
    form.drafts.height_m = '1.234,5';
    form.speak('en');
    expect(form.drafts.height_m).toBe('1234.5');
    expect(form.patch.properties).toEqual({ height_m: 1234.5 });
  });
});

describe('somebody was faster', () => {
  it('both versions are laid side by side, and the merged one is saved against the new version', async () => {
    const form = await opened();
    form.drafts.name = 'mine';
    form.drafts.height_m = '5';
    form.shape = point(107.1);
    stands = { name: 'theirs', height_m: 4, status: 'off', version: 2 };
    shape = point(107.2);
    expect(await form.save()).toBe('kept');
    expect(form.conflict?.actor).toBe('lan');
    expect(form.conflict?.rows.map(({ name, by }) => [name, by])).toEqual([
      ['name', 'clash'],
      ['height_m', 'me'],
      ['@geometry', 'clash'],
    ]);
    expect(await form.settle({ name: 'theirs', '@geometry': 'mine' })).toBe('saved');
    expect(asked[1]?.headers['If-Match']).toBe('"2-x"');
    expect(asked[1]?.body).toEqual({
      properties: { height_m: 5 },
      geometry: inPlane(point(107.1), null, null),
    });
  });

  it('a third one in between is met the same way, with the merged version as mine', async () => {
    const form = await opened();
    form.drafts.height_m = '5';
    stands = { ...stands, name: 'second', version: 2 };
    await form.save();
    stands = { ...stands, height_m: 6, version: 3 };
    expect(await form.settle({})).toBe('kept');
    expect(form.conflict?.rows).toMatchObject([{ name: 'height_m', mine: 5, theirs: 6, by: 'clash' }]);
    expect(await form.settle({ height_m: 'mine' })).toBe('saved');
  });

  it('a save that had arrived after all is no conflict', async () => {
    const form = await opened();
    form.drafts.height_m = '5';
    stands = { ...stands, height_m: 5, version: 2 };
    expect(await form.save()).toBe('saved');
    expect(form.conflict).toBeNull();
  });

  it('back in the form, everything typed is still there', async () => {
    const form = await opened();
    form.drafts.name = 'mine';
    stands = { ...stands, name: 'theirs', version: 2 };
    await form.save();
    form.conflict = null;
    expect(form.drafts.name).toBe('mine');
    expect(await form.save()).toBe('kept');
    expect(form.conflict).not.toBeNull();
  });
});
