// SPDX-License-Identifier: Apache-2.0
import { account } from '../lib/account.js';

const KEY = 'blackhole-draft:';

/** As long as the console is open, also where the browser has no room for it or forbids it; by account. */
const held = new Map();

/**
 * What was begun in the editor, and the revision it was begun on: it outlives a reload, and the way
 * to another page and back. Each account has its own: whoever logs in here next neither gets it nor
 * takes it away.
 *
 * @typedef {{text: string, etag: string}} Begun
 */
export class Draft {
  #by = account()?.name ?? '';

  /** @returns {Begun|null} */
  take() {
    return stored(this.#by) ?? held.get(this.#by) ?? null;
  }

  keep(text, etag) {
    held.set(this.#by, { text, etag });
    try {
      sessionStorage.setItem(KEY + this.#by, JSON.stringify({ text, etag }));
    } catch {
      remove(this.#by); // what is there is older
    }
  }

  forget() {
    held.delete(this.#by);
    remove(this.#by);
  }
}

function stored(by) {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + by));
  } catch {
    return null;
  }
}

function remove(by) {
  try {
    sessionStorage.removeItem(KEY + by);
  } catch {
    // There was none then.
  }
}
