// SPDX-License-Identifier: Apache-2.0
import { get } from '../lib/api.js';
import { fill, h, keyed, renew, say } from '../lib/dom.js';
import { count, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { nothing, table } from '../lib/parts.js';
import { changed, href } from '../lib/router.js';
import { report } from './sender-report.js';

const PACE = 5000;

/** A grade as a mark; said in words for those who do not see it. */
export const grade = (letter) => h('span', { class: `grade ${letter}` }, h('span', { class: 'visually-hidden' }, 'Grade '), letter);

/** Who sends here, and how well they behave. */
class Senders extends Page {
  #table = table('Senders', ['Grade', 'Client', 'Sessions|n', 'Messages|n', 'First seen', 'Last seen']);
  #pager = h('nav', { class: 'row', 'aria-label': 'More senders' });
  #list = h('div', { class: 'stack' });
  #report = h('div');
  #actions = h('div', { class: 'row' });
  #again = null;

  build() {
    fill(this.#list, h('p', { class: 'muted' }, 'Each client by what it did: how it retries, what it reuses, and which rules it breaks.'), this.#table.element, this.#pager);
    fill(this, this.head('Senders', this.#actions), this.#list, this.#report);
  }

  show() {
    const [client] = this.route.rest;
    this.#list.hidden = Boolean(client);
    this.#report.hidden = !client;
    say(this.querySelector('h1'), client ? `Sender ${client}` : 'Senders');
    fill(this.#report);
    fill(
      this.#actions,
      client
        ? [
            h('a', { class: 'button', href: href('senders') }, 'All senders'),
            h('a', { class: 'button', href: href('sessions', { client }) }, 'Its sessions'),
            h('button', { type: 'button', class: 'primary', onclick: () => print() }, 'Print'),
          ]
        : null,
    );
    if (this.#again) {
      this.#again();
    } else {
      this.#again = this.every(PACE, () => this.#load());
    }
  }

  async #load() {
    const [client] = this.route.rest;
    if (client) {
      const found = await get(`/senders/${encodeURIComponent(client)}`, null, this.signal);
      if (this.route.rest[0] === client) {
        renew(this.#report, report(found));
      }
      return;
    }
    const { items, next } = await get('/senders', Object.fromEntries(this.route.query), this.signal);
    if (items.length) {
      keyed(this.#table.body, items, (s) => s.client, (s) => this.#row(s));
    } else {
      keyed(this.#table.body, [{}], () => '', () => nothing(6, 'Nobody has sent anything yet. ', h('a', { href: href('help') }, 'How to send the first mail')));
    }
    renew(
      this.#pager,
      this.route.query.get('after') ? h('a', { class: 'button', href: href('senders', changed({ after: null })) }, 'First') : null,
      next ? h('a', { class: 'button', href: href('senders', changed({ after: next })) }, 'More') : null,
    );
  }

  #row(s) {
    return h(
      'tr',
      null,
      h('td', null, grade(s.grade)),
      h('th', { scope: 'row', class: 'mono' }, h('a', { href: href(`senders/${encodeURIComponent(s.client)}`) }, s.client)),
      h('td', { class: 'n' }, count(s.sessions)),
      h('td', { class: 'n' }, count(s.messages)),
      h('td', { class: 'keep' }, when(s.first)),
      h('td', { class: 'keep' }, when(s.last)),
    );
  }
}

customElements.define('bh-senders', Senders);
export default Senders;
