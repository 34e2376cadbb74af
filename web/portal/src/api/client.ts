import type { Problem } from './types';

/** What a page shows when the server says no; `problem.status` is 0 when there was no answer. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

const base = '/api/v1';

export type Query = Record<string, string | number | boolean | null | undefined>;

/** "/orders", {verdict: "met"} → "/api/v1/orders?verdict=met"; what is empty is left out. */
export function address(path: string, query: Query = {}): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') values.set(name, String(value));
  }
  const text = values.toString();
  return base + path + (text ? `?${text}` : '');
}

/** The only place that speaks to the server. Every method throws Refused. */
export class Client {
  language = 'kk';
  csrf = '';
  /** The ETag of what was read last at an address: a later write names it, and is refused when somebody else was quicker. */
  private readonly tags = new Map<string, string>();

  get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.ask<T>('GET', address(path, query), undefined, {}, signal);
  }

  /** JSON, or FormData and files as they are. */
  post<T>(path: string, body?: unknown, query: Query = {}): Promise<T> {
    return this.ask<T>('POST', address(path, query), body);
  }

  put<T>(path: string, body: unknown, version: string | number): Promise<T> {
    return this.ask<T>('PUT', address(path), body, { 'If-Match': quoted(String(version)) });
  }

  patch<T>(path: string, body: unknown, version?: string | number): Promise<T> {
    return this.ask<T>('PATCH', address(path), body, this.ifMatch(path, version));
  }

  delete<T>(path: string, body?: unknown, version?: string | number): Promise<T> {
    return this.ask<T>('DELETE', address(path), body, this.ifMatch(path, version));
  }

  private ifMatch(path: string, version: string | number | undefined): Record<string, string> {
    const tag = this.tags.get(address(path)) ?? (version === undefined ? '' : quoted(String(version)));
    return tag ? { 'If-Match': tag } : {};
  }

  private async ask<T>(
    method: string,
    url: string,
    body?: unknown,
    more: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': this.language, ...more };
    if (method !== 'GET') headers['X-CSRF-Token'] = this.csrf;
    const raw = body instanceof FormData || body instanceof Blob;
    if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
    if (body instanceof Blob) headers['Content-Type'] = body.type || 'application/octet-stream';
    let answer: Response;
    try {
      answer = await fetch(url, {
        method,
        headers,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Refused({ type: 'about:blank', title: '', status: 0 });
    }
    if (!answer.ok) throw new Refused(await problemOf(answer));
    const tag = answer.headers.get('ETag');
    if (tag && method === 'GET') this.tags.set(url, tag);
    if (answer.status === 204) return undefined as T;
    return (await answer.json()) as T;
  }
}

const quoted = (version: string): string => (/^(W\/)?"/.test(version) ? version : `"${version}"`);

async function problemOf(answer: Response): Promise<Problem> {
  const bare: Problem = { type: 'about:blank', title: '', status: answer.status };
  if (!/json/.test(answer.headers.get('Content-Type') ?? '')) return bare;
  const said = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  const errors = said.errors?.map((error) => ({ ...error, field: fieldName(error.field) }));
  return { ...bare, ...said, ...(errors ? { errors } : {}), status: answer.status };
}

/** "/name/kk", a JSON pointer, as forms call it: "name.kk". */
const fieldName = (field: string): string => (field.startsWith('/') ? field.slice(1).replace(/\//g, '.') : field);
