// SPDX-License-Identifier: Apache-2.0
import { ROOT, get } from './api.js';

const AGAIN = 5000;

/**
 * Listens to what the server tells by itself, while somebody looks.
 *
 * @param {AbortSignal} signal ends it
 * @param {string[]} types sessions, messages, policy, listeners
 * @param {(type: string, json: string) => void} hear told of each; what it does not need is not read
 * @param {(live: boolean) => void} [state] whether what is told arrives
 */
export function listen(signal, types, hear, state = () => {}) {
  let source = null;
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    state(false);
  };
  const open = () => {
    if (source || signal.aborted || document.hidden) {
      return;
    }
    source = new EventSource(`${ROOT}/events?types=${types.join(',')}`);
    source.onopen = () => state(true);
    source.onerror = () => {
      state(false);
      if (source?.readyState === EventSource.CLOSED) {
        close();
        get('/status').catch(() => {}); // says so if it is for want of a log-in
        timer = setTimeout(open, AGAIN);
      }
    };
    for (const type of [...types, 'missed']) {
      source.addEventListener(type, (event) => {
        hear(type, event.data);
      });
    }
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()), { signal });
  signal.addEventListener('abort', close);
  open();
}

/** Does something soon, once for all that asked for it meanwhile. */
export function soon(ms, task) {
  let timer = 0;
  return () => {
    if (!timer) {
      timer = setTimeout(() => {
        timer = 0;
        task();
      }, ms);
    }
  };
}
