// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, segment } from '../lib/api.js';
import { ask } from '../lib/dialog.js';
import { fill, h, keyed } from '../lib/dom.js';
import { listen, soon } from '../lib/events.js';
import { count, endpoint } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { facts, pill } from '../lib/parts.js';
import { note, problem } from '../lib/problem.js';
import { href } from '../lib/router.js';

const PACE = 3000;

const CHANGES = {
  open: { word: 'Open', from: ['paused', 'closed', 'failed'] },
  paused: { word: 'Pause', from: ['open'], text: 'New connections are answered 421 4.3.2; sessions that are open go on.' },
  draining: { word: 'Drain', from: ['open', 'paused'], text: 'Its port closes. Sessions end with 421 as soon as they have no transaction open, at the latest after the drain timeout.' },
  closed: { word: 'Close', from: ['open', 'paused', 'draining'], text: 'Its port closes, and its sessions end at once with 421, those with a transaction too.' },
};

const SERVER = {
  pause: { word: 'Pause all', text: 'Every open listener answers new connections 421 4.3.2; sessions that are open go on.' },
  drain: { word: 'Drain all', text: 'Every listener closes its port and lets its sessions end.' },
};

/** The listeners: what they are, and whether they take connections. */
class Listeners extends Page {
  #list = h('div', { class: 'columns' });
  #again;
  /** Whose extensions are unfolded. */
  #unfolded = new Set();

  build() {
    const all = may('operator')
      ? [
          h('button', { type: 'button', onclick: () => this.#server('resume') }, 'Resume all'),
          ...Object.keys(SERVER).map((verb) => h('button', { type: 'button', class: verb === 'drain' ? 'danger' : null, onclick: () => this.#server(verb) }, SERVER[verb].word)),
        ]
      : [];
    fill(this, this.head('Listeners', ...all), this.#list);
    this.#again = this.every(PACE, () => this.#load());
    listen(this.signal, ['listeners'], soon(200, () => this.#again()));
  }

  async #load() {
    const { items } = await get('/listeners?limit=1000', null, this.signal);
    if (items.length) {
      keyed(this.#list, items, (l) => l.name, (l) => this.#card(l));
    } else {
      keyed(this.#list, [{}], () => '', () => h('p', null, 'There is no listener. ', h('code', null, 'SMTP_LISTEN'), ' says which there are.'));
    }
  }

  #card(l) {
    const options = Object.entries(l.options);
    return h(
      'section',
      { class: 'panel', 'data-listener': l.name },
      h('header', null, h('h2', null, l.name), pill(l.state)),
      l.failure ? problem(Object.assign(new Error(l.failure), { status: 409 })) : null,
      facts([
        ['Address', h('span', { class: 'mono' }, `${l.scheme}://${endpoint(l.address, l.port)}`)],
        ['STARTTLS', l.starttls],
        ['Sessions open', h('a', { href: href('sessions', { listener: l.name, state: 'live' }) }, count(l.sessions))],
        ['Greets as', l.hostname],
        options.length ? ['Options', options.map(([name, value]) => [h('code', null, `${name}=${value}`), ' '])] : null,
      ]),
      this.#extensions(l),
      may('operator')
        ? h(
            'div',
            { class: 'actions' },
            Object.entries(CHANGES)
              .filter(([, { from }]) => from.includes(l.state))
              .map(([state, { word, text }]) =>
                h('button', { type: 'button', class: state === 'closed' ? 'danger' : null, 'data-to': state, onclick: () => this.#change(l.name, state, word, text) }, word),
              ),
          )
        : null,
    );
  }

  #extensions({ name, extensions }) {
    const unfold = (event) => this.#unfolded[event.target.open ? 'add' : 'delete'](name);
    return h(
      'details',
      { open: this.#unfolded.has(name), ontoggle: unfold },
      h('summary', null, `${extensions.length} extensions`),
      h('p', null, extensions.map((e) => [h('span', { class: 'tag mono' }, e), ' '])),
    );
  }

  async #change(name, state, word, text) {
    const run = () => call('PATCH', `/listeners/${segment(name)}`, { body: { state } });
    const done = text
      ? await ask({ title: `${word} ${name}?`, text, action: word, danger: state !== 'paused', run })
      : await this.attempt(run);
    if (done) {
      note(`${name}: ${state}`);
      this.#again();
    }
  }

  async #server(verb) {
    const run = () => call('POST', `/server/${verb}`);
    const { word, text } = SERVER[verb] ?? {};
    const done = text ? await ask({ title: `${word}?`, text, action: word, danger: verb === 'drain', run }) : await this.attempt(run);
    if (done) {
      note(`All listeners: ${verb}`);
      this.#again();
    }
  }
}

customElements.define('bh-listeners', Listeners);
export default Listeners;
