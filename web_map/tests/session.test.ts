// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { credentials, getJson, send, Unanswered } from '../src/api/client';
import type { Me } from '../src/api/session';
import { startOf } from '../src/api/session';
import { initials } from '../src/session/initials';
import { refusalText } from '../src/session/refusal';
import { Session } from '../src/session/session.svelte';
import { reader } from '../src/text/language.svelte';

const PUBLIC: Me = {
  name: null,
  title: null,
  role: 'public',
  role_title: { vi: 'Công chúng', en: 'Public' },
  ward: null,
  csrf: null,
  layers: { roads: ['read'] },
};
const AN: Me = {
  ...PUBLIC,
  name: 'an',
  title: 'Nguyễn An',
  role: 'police',
  role_title: { vi: 'Công an', en: 'Police' },
  csrf: 'token',
  layers: { roads: ['read'], cameras: ['read', 'update'] },
};

interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
}

let requests: Request[];
let server: (request: Request) => Response;
let session: Session;

beforeEach(() => {
  requests = [];
  reader.language = 'vi';
  Object.assign(credentials, { csrf: null, possible: true });
  vi.stubGlobal('fetch', async (path: string, { method, headers }: RequestInit) => {
    const request = { method: method ?? 'GET', path, headers: headers as Record<string, string> };
    requests.push(request);
    return server(request);
  });
  session = new Session();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server on which `an` is logged in as long as `open` says so. */
function house(open: { value: boolean }): (request: Request) => Response {
  return ({ path, method }) => {
    if (path === '/auth/login') {
      open.value = true;
      return Response.json(AN);
    }
    if (path === '/auth/logout') {
      open.value = false;
      return Response.json(PUBLIC);
    }
    if (path === '/auth/me') return Response.json(open.value ? AN : PUBLIC);
    if (method === 'GET' && !requests.slice(0, -1).some((before) => before.path === '/auth/me')) {
      return Response.json({ detail: 'x' }, { status: 401 });
    }
    return Response.json({ ok: true });
  };
}

/** Ask who is there, with an answer that comes when `answer` is called. */
function checkSlowly(): { asked: Promise<boolean>; answer: (response: Response) => void } {
  const { fetch } = globalThis;
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
  const asked = session.check();
  vi.stubGlobal('fetch', fetch);
  return { asked, answer };
}

describe('the session', () => {
  it('is restored, and then nothing has to be read again', async () => {
    server = house({ value: true });
    expect(await session.check()).toBe(false);
    expect(session.name).toBe('an');
    expect(session.staff).toBe(true);
    expect(session.may('cameras', 'update')).toBe(true);
    expect(session.may('roads', 'update')).toBe(false);
    expect(session.may('nothing', 'read')).toBe(false);
    expect(session.epoch).toBe(0);
  });

  it('begins and ends with everything read anew', async () => {
    server = house({ value: false });
    await session.check();
    expect(session.staff).toBe(false);
    await session.logIn('an', 'mật khẩu');
    expect([session.name, session.epoch]).toEqual(['an', 1]);
    await session.logOut();
    expect([session.name, session.epoch, session.lapsed]).toEqual([null, 2, false]);
    expect(session.may('cameras', 'read')).toBe(false);
  });

  it('lends its token to what changes something, and to nothing else', async () => {
    server = house({ value: true });
    await session.check();
    await send('PATCH', '/ogc/collections/roads/items/1', { body: { properties: {} } });
    await send('GET', '/catalogue');
    const [, patch, get] = requests;
    expect(patch?.headers['X-CSRF-Token']).toBe('token');
    expect(patch?.headers['Content-Type']).toBe('application/json');
    expect(get?.headers).not.toHaveProperty('X-CSRF-Token');
    await session.logOut();
    await send('POST', '/ogc/collections/incidents/items', { body: {} });
    expect(requests.at(-1)?.headers).not.toHaveProperty('X-CSRF-Token');
  });

  it('that has ended is told, and reading goes on without it', async () => {
    const open = { value: true };
    server = house(open);
    await session.check();
    requests = [];
    open.value = false;
    expect(await getJson('/catalogue')).toEqual({ ok: true });
    expect(requests.map(({ path }) => path)).toEqual(['/catalogue', '/auth/me', '/catalogue']);
    expect([session.name, session.lapsed, session.epoch]).toEqual([null, true, 1]);
    await session.logIn('an', 'mật khẩu');
    expect([session.lapsed, session.epoch]).toEqual([false, 2]);
  });

  it('that has ended does not repeat a change by itself', async () => {
    const open = { value: true };
    server = house(open);
    await session.check();
    requests = [];
    open.value = false;
    server = ({ path }) => (path === '/auth/me' ? Response.json(PUBLIC) : new Response('', { status: 401 }));
    const response = await send('PATCH', '/ogc/collections/roads/items/1', { body: {} });
    expect(response.status).toBe(401);
    expect(requests.map(({ path }) => path)).toEqual(['/ogc/collections/roads/items/1', '/auth/me']);
    expect(session.lapsed).toBe(true);
  });

  it('asks once, however many requests were refused', async () => {
    const open = { value: true };
    server = house(open);
    await session.check();
    requests = [];
    open.value = false;
    await Promise.all([getJson('/catalogue'), getJson('/a'), getJson('/b')]);
    expect(requests.filter(({ path }) => path === '/auth/me')).toHaveLength(1);
  });

  it('of nobody is not doubted: what is closed to the public stays closed', async () => {
    server = ({ path }) =>
      path === '/auth/me' ? Response.json(PUBLIC) : Response.json({ detail: 'Hãy đăng nhập' }, { status: 401 });
    await session.check();
    requests = [];
    await expect(getJson('/ogc/collections/cameras/items')).rejects.toMatchObject({
      status: 401,
      message: 'Hãy đăng nhập',
    });
    expect(requests).toHaveLength(1);
    expect(session.lapsed).toBe(false);
  });

  it('that begins before it is known who was there has everything read anew', async () => {
    server = ({ path }) => (path === '/auth/me' ? new Response('', { status: 503 }) : Response.json(AN));
    await session.check();
    await session.logIn('an', 'mật khẩu');
    expect([session.name, session.epoch]).toEqual(['an', 1]);
  });

  it('is not ended by an answer from before it began', async () => {
    const open = { value: false };
    server = house(open);
    await session.check();
    const { asked, answer } = checkSlowly();
    await session.logIn('an', 'mật khẩu');
    answer(Response.json(PUBLIC));
    expect(await asked).toBe(false);
    expect([session.name, session.lapsed, session.epoch]).toEqual(['an', false, 1]);
  });

  it('of another window is asked for after what was asked before it', async () => {
    const open = { value: false };
    server = house(open);
    await session.check();
    const { answer } = checkSlowly();
    open.value = true;
    const witness = new BroadcastChannel('dongha-session');
    const heard = new Promise((resolve) => (witness.onmessage = resolve));
    new BroadcastChannel('dongha-session').postMessage('in');
    await heard;
    answer(Response.json(PUBLIC));
    await vi.waitFor(() => expect(session.name).toBe('an'));
  });

  it('stays as it is without the network', async () => {
    server = house({ value: true });
    await session.check();
    server = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await session.check()).toBe(false);
    await expect(session.logOut()).rejects.toMatchObject({ offline: true });
    expect(session.name).toBe('an');
  });
});

describe('a refusal', () => {
  const refuse = (status: number, wait: number | null = null) => new Unanswered('words', status, {}, wait);

  it('is said in the server’s words, or in better ones', () => {
    expect(refusalText(refuse(400))).toBe('Words');
    expect(refusalText(refuse(401))).toBe('Words');
    expect(refusalText(refuse(401), 'login_wrong')).toBe('Tên đăng nhập hoặc mật khẩu không đúng.');
    expect(refusalText(refuse(0))).toBe('Mất kết nối mạng.');
    expect(refusalText(new Error('bug'))).toContain('Máy chủ');
  });

  it('that asks for patience says until when, in the city’s time', () => {
    const now = Date.UTC(2026, 10, 22, 12, 0);
    expect(refusalText(refuse(429, 290), null, now)).toBe('Quá nhiều lần thử. Hãy thử lại sau 5 phút (lúc 19:04).');
    reader.language = 'en';
    expect(refusalText(refuse(429, 40), null, now)).toBe('Too many tries. Try again in 40 seconds (at 19:00).');
    expect(refusalText(refuse(429, 7200), null, now)).toContain('2 hours (at 21:00)');
  });
});

it('people are told apart by two letters', () => {
  expect(initials('Nguyễn Thị Lan Anh')).toBe('LA');
  expect(initials('Đặng Ơn')).toBe('ĐƠ');
  expect(initials('an')).toBe('A');
  expect(initials('ward-officer.1')).toBe('WO');
});

it('a log-in elsewhere comes back to the same view', () => {
  const provider = { id: 'oidc', title: { vi: 'x', en: 'x' }, start: '/auth/oidc/start' };
  expect(startOf(provider, '/#map=15/16.8/107.1&lang=vi')).toBe(
    '/auth/oidc/start?next=%2F%23map%3D15%2F16.8%2F107.1%26lang%3Dvi',
  );
});
