// SPDX-License-Identifier: Apache-2.0

const KEY = 'blackhole-draft';

/** What was begun in the editor: it outlives a reload, and the way to another page and back. */
export class Draft {
  /** The revision it was begun on. */
  etag = null;

  /** @returns {{text: string, etag: string}|null} */
  take() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  keep(text, base) {
    try {
      if (text === base) {
        sessionStorage.removeItem(KEY);
      } else {
        sessionStorage.setItem(KEY, JSON.stringify({ text, etag: this.etag }));
      }
    } catch {
      // Storage is forbidden or full: it is kept while the page is open.
    }
  }

  forget() {
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // There was none then.
    }
  }
}
