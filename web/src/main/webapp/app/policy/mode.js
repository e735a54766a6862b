// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call } from '../lib/api.js';
import { field, select } from '../lib/dialog.js';
import { fill, h, say } from '../lib/dom.js';
import { mode, when } from '../lib/format.js';
import { note, problem } from '../lib/problem.js';

const MODES = {
  accept: 'every message gets 250',
  bounce: 'every message is refused, with one of ten codes',
  random: 'now accepted, now refused',
  unavailable: '421 in place of the greeting',
  offline: '521 in place of the greeting',
};

const TIMES = [['', 'until it is changed'], ['1m', 'for a minute'], ['10m', 'for 10 minutes'], ['1h', 'for an hour'], ['8h', 'for 8 hours'], ['1d', 'for a day']];

/** The mode in one click, and when it goes back. */
export class ModePanel extends HTMLElement {
  #buttons = new Map();
  #state = h('p', { class: 'mode-state' }, '\u00a0');
  #place = h('div');
  #delay = h('input', { name: 'delay', autocomplete: 'off', spellcheck: 'false', placeholder: '0s' });
  #time = select('for', TIMES, '');

  connectedCallback() {
    const operator = may('operator');
    for (const [name, about] of Object.entries(MODES)) {
      this.#buttons.set(name, h('button', { type: 'button', 'aria-pressed': 'false', title: about, 'data-mode': name, onclick: () => this.#choose(name) }, name));
    }
    fill(
      this,
      h(
        'section',
        { class: 'panel' },
        h('header', null, h('h2', null, 'Mode'), this.#state),
        this.#place,
        operator
          ? [
              h('div', { class: 'fields' }, field('Lasts', this.#time), field('Delay of answers', this.#delay, 'such as 200ms or 1s..3s')),
              h('div', null, h('div', { class: 'choice', role: 'group', 'aria-label': 'Mode' }, ...this.#buttons.values())),
            ]
          : null,
      ),
    );
  }

  /** @param {{mode: any, delay: string, until?: string}} current */
  set(current) {
    const name = typeof current.mode === 'string' ? current.mode : Object.keys(current.mode)[0];
    this.#buttons.forEach((button, key) => button.setAttribute('aria-pressed', String(key === name)));
    const delay = current.delay === '0s' ? '' : `, answers after ${current.delay}`;
    const end = current.until ? `, goes back at ${when(current.until)}` : '';
    say(this.#state, `${mode(current.mode)}: ${MODES[name]}${delay}${end}`);
    if (document.activeElement !== this.#delay && this.#delay.dataset.from !== current.delay) {
      this.#delay.value = current.delay;
      this.#delay.dataset.from = current.delay;
    }
  }

  async #choose(name) {
    const body = { mode: name, delay: this.#delay.value.trim() || '0s' };
    if (this.#time.value) {
      body.for = this.#time.value;
    }
    try {
      this.set((await call('PUT', '/mode', { body })).body);
      fill(this.#place);
      note(`Mode ${name}, ${TIMES.find(([key]) => key === this.#time.value)[1]}.`);
      this.dispatchEvent(new Event('changed'));
    } catch (e) {
      fill(this.#place, problem(e));
    }
  }
}

customElements.define('bh-mode', ModePanel);
