// SPDX-License-Identifier: Apache-2.0
import { h } from './dom.js';

/** What to do about an answer of this status. */
function advice(error) {
  switch (error.status) {
    case 0:
      return 'It may be starting again; what is live here tries again by itself.';
    case 403:
      if (error.title === 'Another account') {
        return '';
      }
      return 'Ask somebody with the role admin for another role, or log in with another account.';
    case 404:
      return `The server has nothing at ${error.call}. It may be gone by now, or this version does not have it.`;
    case 409:
      return 'Look at the state it is in now, and try again then.';
    case 412:
      return 'Somebody else changed it since it was read. Load it anew, and make your change again.';
    case 429:
      return 'Wait as long as it says, and try again.';
    case 503:
      return 'The log of the server says more; try again when it is mended.';
    default:
      return error.status >= 500 ? 'This is a defect: the log of the server says more.' : '';
  }
}

/** An error as somebody reads it: what is wrong, where, and what to do. */
export function problem(error, ...more) {
  const known = error.status !== undefined;
  const detail = known ? error.message : `The console has a defect: ${error.message}`;
  return h(
    'div',
    { class: 'problem', role: 'alert' },
    h('p', null, h('strong', null, detail), ' ', known ? advice(error) : null),
    error.errors?.length
      ? h('ul', null, error.errors.map((e) => h('li', null, h('code', null, e.pointer), ' ', e.detail)))
      : null,
    ...more,
  );
}

let live;

/** Says something in passing, to those who do not look as well. */
export function note(text) {
  if (!live) {
    live = h('div', { class: 'notes', role: 'status' });
    document.body.append(live);
  }
  const item = h('p', { class: 'note' }, text);
  live.replaceChildren(item);
  setTimeout(() => item.remove(), 6000);
}
