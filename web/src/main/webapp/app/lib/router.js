// SPDX-License-Identifier: Apache-2.0
/** All state of the console is in the URL, behind its #: `#/page/more?name=value`. */

/**
 * @typedef {object} Route
 * @property {string} page
 * @property {string[]} rest
 * @property {URLSearchParams} query
 */

/** @returns {Route} of a hash, or of where we are */
export function route(hash = location.hash) {
  const text = hash.replace(/^#\/?/, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const [page = '', ...rest] = path.split('/').filter(Boolean).map(decoded);
  return { page, rest, query: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A link within the console.
 *
 * @param {string} path with its segments encoded
 * @param {URLSearchParams|Record<string, any>} [query] empty values are left out
 */
export function href(path, query) {
  const search = new URLSearchParams();
  const entries = query instanceof URLSearchParams ? query.entries() : Object.entries(query ?? {});
  for (const [name, value] of entries) {
    if (value !== null && value !== undefined && value !== '' && value !== false) {
      search.set(name, value === true ? '1' : String(value));
    }
  }
  const text = search.toString();
  return `#/${path}${text ? `?${text}` : ''}`;
}

/** Goes there; with `replace` the back button skips where we are. */
export function go(to, { replace = false } = {}) {
  if (location.hash === to) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

/** The query of where we are, with some of it changed. */
export function changed(changes) {
  const query = new URLSearchParams(route().query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '' || value === false) {
      query.delete(name);
    } else {
      query.set(name, value === true ? '1' : String(value));
    }
  }
  return query;
}
