/** What a refusal says about itself (RFC 9457). */
export interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  [member: string]: unknown;
}

/** Why an answer did not come: the network is away, or the server said no (with its own words when it gave some). */
export class Unanswered extends Error {
  readonly offline: boolean;
  readonly status: number;
  readonly problem: Problem;
  /** Seconds after which the server will listen again, when it said so. */
  readonly wait: number | null;

  constructor(message: string, status: number, problem: Problem = {}, wait: number | null = null) {
    super(message);
    this.name = 'Unanswered';
    this.offline = status === 0;
    this.status = status;
    this.problem = problem;
    this.wait = wait;
  }
}

/** What the session lends to requests, and whom it asks when the server says that there is none any more. */
export const credentials: {
  csrf: string | null;
  /** Whether the browser may hold a session: until the server has said that it does not. */
  possible: boolean;
  /** Told that the session has ended; true when asking again without it makes sense. */
  ended: () => Promise<boolean>;
} = { csrf: null, possible: true, ended: () => Promise.resolve(false) };

export interface Sending {
  /** A FormData or text goes as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

const SAFE: readonly Method[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * The server's answer, whatever its status, to a request in the reader's language and with the session's token where
 * something is to be changed. Reading is repeated without the session when that has ended. Unanswered when the network
 * is away.
 */
export async function send(method: Method, path: string, sending: Sending = {}): Promise<Response> {
  const response = await ask(method, path, sending);
  // A wrong password is no end of a session.
  if (response.status !== 401 || !credentials.possible || path.startsWith('/auth/')) return response;
  const again = await credentials.ended();
  return again && SAFE.includes(method) ? ask(method, path, sending) : response;
}

async function ask(method: Method, path: string, { body, headers, signal }: Sending): Promise<Response> {
  const plain = typeof body === 'string' || body instanceof FormData;
  try {
    return await fetch(path, {
      method,
      headers: {
        Accept: 'application/json, application/geo+json',
        'Accept-Language': document.documentElement.lang || 'vi',
        ...(body === undefined || plain ? {} : { 'Content-Type': 'application/json' }),
        ...(credentials.csrf && !SAFE.includes(method) ? { 'X-CSRF-Token': credentials.csrf } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unanswered('', 0);
  }
}

/** What a refusal says about itself; the response can still be read. */
export async function problemOf(response: Response): Promise<Problem> {
  return (await response
    .clone()
    .json()
    .catch(() => ({}))) as Problem;
}

/** The answer when it is good, else Unanswered with what the server said. */
export async function good(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = await problemOf(response);
  const wait = Number(response.headers.get('Retry-After') ?? NaN);
  const words = problem.detail ?? (typeof problem.description === 'string' ? problem.description : '');
  throw new Unanswered(words, response.status, problem, Number.isFinite(wait) ? wait : null);
}

/** The JSON document at `path`, asked for in the reader's language; Unanswered when there is none. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send('GET', path, signal ? { signal } : {});
  return (await (await good(response)).json()) as T;
}
