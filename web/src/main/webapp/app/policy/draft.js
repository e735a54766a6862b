// SPDX-License-Identifier: Apache-2.0
import { account } from '../lib/account.js';

const KEY = 'blackhole-draft';

/** As long as the console is open, also where the browser has no room for it or forbids it. */
let held = null;

/**
 * What was begun in the editor, and the revision it was begun on: it outlives a reload, and the way
 * to another page and back. Whoever logs in here next does not get it.
 *
 * @typedef {{text: string, etag: string, by: string}} Begun
 */
export class Draft {
  /** @returns {Begun|null} */
  take() {
    const begun = stored() ?? held;
    return begun?.by === account()?.name ? begun : null;
  }

  keep(text, etag) {
    held = { text, etag, by: account().name };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(held));
    } catch {
      forget(); // what is there is older
    }
  }

  forget() {
    held = null;
    forget();
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There was none then.
  }
}
