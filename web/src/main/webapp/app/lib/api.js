// SPDX-License-Identifier: Apache-2.0
/** The admin API, as a page of its own server asks it. */

export const ROOT = new URL('api/v1', document.baseURI).pathname;

/** An answer that is a problem (RFC 9457), or no answer at all (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {{title?: string, detail?: string, errors?: {pointer: string, detail: string}[]}} problem
   * @param {string} call
   */
  constructor(status, problem, call) {
    super(problem.detail || problem.title || `Status ${status}`);
    this.status = status;
    this.title = problem.title ?? '';
    this.errors = problem.errors ?? [];
    this.call = call;
  }
}

/** Tells `ended` when the server does not know the session any more. */
export const session = new EventTarget();

/** Whose session it is, and the token that goes with every change. */
let own = { name: '', csrf: '' };

/** @param {{name: string, csrf: string}|null} view as the server shows a session; null for none */
export function useLogin(view) {
  own = view ?? { name: '', csrf: '' };
}

/** @param {Record<string, any>} [query] empty values are left out */
export function withQuery(path, query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * Any call.
 *
 * @param {string} method
 * @param {string} path below the root
 * @param {{query?: object, body?: any, raw?: string, text?: boolean, headers?: object, signal?: AbortSignal}} [more]
 *     `raw` is a body that is JSON already, `text` wants the answer as it came
 * @returns {Promise<{status: number, etag: string|null, body: any}>}
 */
export async function call(method, path, more = {}) {
  const { csrf } = own;
  try {
    return await send(method, path, more);
  } catch (e) {
    if (e.status === 403 && method !== 'GET' && (await isNew(csrf))) {
      return send(method, path, more);
    }
    throw e;
  }
}

/**
 * Whether there is another token now than a change was sent with: the browser's tabs share a
 * session, and one of them may have begun another.
 */
async function isNew(csrf) {
  const { body } = await send('GET', '/login');
  if (!body || body.csrf === csrf) {
    return false;
  }
  if (body.name !== own.name) {
    throw new ApiError(403, { title: 'Another account', detail: `Another tab has logged in as ${body.name}. Nothing was changed: load this page anew to go on with that account.` }, '');
  }
  useLogin(body);
  return true;
}

async function send(method, path, more = {}) {
  const headers = { Accept: 'application/json', ...more.headers };
  const sent = more.raw ?? (more.body === undefined ? undefined : JSON.stringify(more.body));
  if (sent !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = own.csrf;
  }
  const name = `${method} ${path}`;
  let answer;
  let body;
  try {
    answer = await fetch(ROOT + withQuery(path, more.query), {
      method,
      headers,
      body: sent,
      signal: more.signal,
      credentials: 'same-origin',
    });
    body = await read(answer, more.text && answer.ok);
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, { title: 'No answer', detail: 'The server does not answer.' }, name);
  }
  if (!answer.ok) {
    if (answer.status === 401 && path !== '/login') {
      session.dispatchEvent(new Event('ended'));
    }
    throw new ApiError(answer.status, typeof body === 'object' && body ? body : {}, name);
  }
  return { status: answer.status, etag: answer.headers.get('ETag'), body };
}

async function read(answer, asText) {
  const type = answer.headers.get('Content-Type') ?? '';
  if (answer.status === 204) {
    return null;
  }
  const text = await answer.text();
  if (asText || !type.includes('json') || text === '') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The body of a GET. */
export async function get(path, query, signal) {
  return (await call('GET', path, { query, signal })).body;
}

/** Saves an answer that a link cannot ask for, as it takes a header. */
export async function save(path, query, type, name) {
  const { body } = await call('GET', path, { query, text: true, headers: { Accept: type } });
  const url = URL.createObjectURL(new Blob([body], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A segment of a path. */
export const segment = encodeURIComponent;
