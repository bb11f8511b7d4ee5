/** Why an answer did not come: the network is away, or the server said no (with its own words when it gave some). */
export class Unanswered extends Error {
  readonly offline: boolean;
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'Unanswered';
    this.offline = status === 0;
    this.status = status;
  }
}

/** The JSON document at `path`, asked for in the reader's language; Unanswered when there is none. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      headers: {
        Accept: 'application/json, application/geo+json',
        'Accept-Language': document.documentElement.lang || 'vi',
      },
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unanswered('', 0);
  }
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string; description?: string };
    throw new Unanswered(problem.detail ?? problem.description ?? '', response.status);
  }
  return (await response.json()) as T;
}
