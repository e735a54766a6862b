// SPDX-License-Identifier: Apache-2.0
import { h, say } from './dom.js';
import { count } from './format.js';

const STATES = {
  serving: 'ok', open: 'ok', live: 'live', starting: 'warn', paused: 'warn', draining: 'warn',
  failed: 'bad', lost: 'bad', fault: 'bad', tls_failed: 'bad', timeout: 'warn', policy: 'warn',
  limit: 'warn', shutdown: 'warn', dismissed: 'warn',
};

/** A state as a mark. */
export const pill = (state, text = state) => h('span', { class: `pill ${STATES[state] ?? ''}` }, text.replaceAll('_', ' '));

/** A reply code, coloured by its class. */
export const code = (value) => h('span', { class: `code c${String(value)[0]}` }, value);

/** How often each code, the most frequent first. */
export function codes(map, most = 4) {
  const all = Object.entries(map ?? {}).sort((a, b) => b[1] - a[1]);
  return h(
    'span',
    null,
    all.slice(0, most).map(([value, n], i) => [i ? ' ' : '', code(value), h('small', { class: 'muted' }, `×${count(n)}`)]),
    all.length > most ? h('small', { class: 'muted' }, ` +${all.length - most}`) : null,
  );
}

/**
 * A table that scrolls by itself where room is short.
 *
 * @param {string} label
 * @param {(string|HTMLElement)[]} heads `text`, or `text|class` of its column
 */
export function table(label, heads, { dense = false, body = h('tbody'), foot = null } = {}) {
  const head = heads.map((each) => {
    if (typeof each !== 'string') {
      return each;
    }
    const [text, kind] = each.split('|');
    return h('th', { scope: 'col', class: kind }, text || h('span', { class: 'visually-hidden' }, 'Actions'));
  });
  const element = h(
    'div',
    { class: 'table', role: 'region', 'aria-label': label, tabindex: '0' },
    h('table', { class: dense ? 'dense' : null }, h('thead', null, h('tr', null, head)), body, foot),
  );
  return { element, body };
}

/** A line of a table that says that there is none. */
export const nothing = (columns, ...children) => h('tr', null, h('td', { colspan: columns, class: 'empty' }, ...children));

/** Facts by name; values may be elements, and null leaves one out. */
export function facts(entries) {
  return h(
    'dl',
    { class: 'facts' },
    entries.filter((e) => e && e[1] !== null && e[1] !== undefined).map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))),
  );
}

/** Text to copy, with the button that does. */
export function snippet(text) {
  const button = h('button', { type: 'button', class: 'tight' }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(button, 'Copied');
    } catch {
      const range = document.createRange();
      range.selectNodeContents(pre);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      say(button, 'Selected');
    }
    setTimeout(() => say(button, 'Copy'), 2000);
  });
  const pre = h('pre', { tabindex: '0', role: 'group', 'aria-label': 'Text to copy' }, h('code', null, text));
  return h('div', { class: 'snippet' }, pre, button);
}
