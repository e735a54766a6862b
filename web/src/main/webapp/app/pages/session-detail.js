// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, ROOT, segment } from '../lib/api.js';
import { ask } from '../lib/dialog.js';
import { fill, h, keyed, renew, say } from '../lib/dom.js';
import { clock, count, duration, endpoint, octets, seconds, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { code, codes, facts, pill, table } from '../lib/parts.js';
import { note } from '../lib/problem.js';
import { href, route } from '../lib/router.js';

const PACE = 1000;
/** As seldom as that it asks a server that does not answer. */
const LONGEST = 30_000;

/** One session: what it is, what it did, and what was said. */
export class SessionDetail extends Page {
  #actions = h('div', { class: 'row' });
  #facts = h('div');
  #transactions = h('div');
  #lines = h('ol', { class: 'transcript', 'aria-label': 'Transcript' });
  #cut = h('p', { class: 'muted small', hidden: true }, 'The transcript is longer than what is kept: a part of it is missing.');
  /** Shown when there is something to show: so nothing moves. */
  #body = h('div', { class: 'stack', hidden: true });
  #state = h('p', { class: 'small muted', role: 'status' });
  #timer = 0;
  #pause = PACE;
  #signature = '';

  /** @param {string} id */
  constructor(id = '') {
    super();
    this.session = id;
  }

  build() {
    fill(
      this,
      h(
        'section',
        { class: 'panel' },
        h('header', null, h('h2', { tabindex: '-1' }, 'Session ', h('code', { class: 'small' }, this.session)), this.#actions),
        this.problems,
        this.#state,
        fill(this.#body, this.#facts, this.#transactions, h('h3', null, 'Transcript'), this.#lines, this.#cut),
      ),
    );
    this.signal.addEventListener('abort', () => clearTimeout(this.#timer));
    document.addEventListener('visibilitychange', () => this.#timer && this.#load(), { signal: this.signal });
    this.#load();
  }

  /** Now, and again while there may be more to come. */
  async #load() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const next = document.hidden ? PACE : await this.#look();
    if (next && !this.signal.aborted) {
      this.#timer = setTimeout(() => this.#load(), next);
    }
  }

  /** Looks once; in how many milliseconds to look again, or 0 for no more. */
  async #look() {
    let s;
    try {
      s = await get(`/sessions/${segment(this.session)}`, null, this.signal);
    } catch (e) {
      return this.#failed(e);
    }
    this.#pause = PACE;
    this.settled();
    say(this.#state, '');
    this.#draw(s);
    return s.state === 'live' ? PACE : 0;
  }

  /** What may pass is waited for, longer each time; who is logged in again makes the page anew. */
  #failed(error) {
    this.failed(error);
    if (this.signal.aborted || (error.status > 0 && error.status < 500 && error.status !== 429)) {
      say(this.#state, '');
      return 0;
    }
    this.#pause = Math.min(LONGEST, 2 * this.#pause);
    say(this.#state, `Not up to date: asking again every ${this.#pause / 1000} s until it answers.`);
    return this.#pause;
  }

  #draw(s) {
    const { transcript, transactions, truncated, ...head } = s;
    const signature = JSON.stringify([head, transactions]);
    if (signature !== this.#signature) {
      this.#signature = signature;
      this.#showHead(head);
      this.#showTransactions(transactions);
    }
    const lines = transcript.map((line, i) => ({ ...line, i }));
    keyed(this.#lines, [null, ...lines], (line) => (line ? String(line.i) : 'head'), (line) => (line ? this.#line(line, s.started) : this.#heads()));
    this.#cut.hidden = !truncated;
    this.#body.hidden = false;
  }

  #heads() {
    return h('li', { class: 'heads', 'aria-hidden': 'true' }, h('span', null, 'ms'), h('span', { class: 'C' }, 'Client'), h('span', { class: 'S' }, 'Server'));
  }

  #line({ offset, from, text }, started) {
    const at = new Date(new Date(started).getTime() + offset);
    const kind = from === 'C' || from === 'S' ? from : 'N';
    const who = { C: 'Client: ', S: 'Server: ', N: '' }[kind];
    return h(
      'li',
      null,
      h('time', { datetime: at.toISOString(), title: clock(at, true) }, offset.toFixed(offset < 100 ? 2 : 1)),
      h('span', { class: kind }, who ? h('span', { class: 'visually-hidden' }, who) : null, text),
    );
  }

  #showHead(s) {
    const path = `sessions/${segment(s.id)}`;
    renew(
      this.#actions,
      h('a', { class: 'button tight', href: `${ROOT}/${path}/transcript`, target: '_blank', rel: 'noopener' }, 'As text'),
      s.state === 'live' && may('operator') ? h('button', { type: 'button', class: 'tight', 'data-close': true, onclick: () => this.#close() }, 'Close session') : null,
      h('a', { class: 'button tight', href: href('sessions', { client: s.client }) }, 'All of this client'),
      h('a', { class: 'button tight', href: href('sessions', route().query) }, 'Back to the list'),
    );
    const tls = s.tls ? `${s.tls.version} ${s.tls.cipher}${s.tls.sni ? `, ${s.tls.sni}` : ''}` : 'none';
    const names = (list) => (list.length ? list.map((name) => [h('span', { class: 'tag' }, name), ' ']) : null);
    renew(
      this.#facts,
      facts([
        ['State', s.state === 'live' ? pill('live') : pill(s.end ?? 'ended')],
        ['Client', [h('a', { href: href(`senders/${segment(s.client)}`), class: 'mono' }, endpoint(s.client, s.port))]],
        ['Listener', s.listener],
        ['Began', when(s.started)],
        ['Took', seconds(duration(s.duration))],
        ['HELO', s.helo],
        ['User', s.user],
        ['TLS', tls],
        ['Messages', `${count(s.messages)}, ${count(s.refused)} refused`],
        ['Recipients', count(s.recipients)],
        ['Commands', count(s.commands)],
        ['Octets', octets(s.octets)],
        ['Replies', codes(s.codes, 8)],
        ['Rules', names(s.rules)],
        ['Tags', names(s.tags)],
      ]),
    );
  }

  #showTransactions(list) {
    if (!list.length) {
      renew(this.#transactions);
      return;
    }
    const { element, body } = table('Messages of this session', ['At', 'From', 'To', 'Octets|n', 'Answer', 'Rule']);
    body.append(
      ...list.map((t) =>
        h(
          'tr',
          null,
          h('td', { class: 'keep' }, clock(t.at, true)),
          h('td', { class: 'paths' }, t.sender || '<>'),
          h('td', { class: 'paths' }, t.recipients.join(', ')),
          h('td', { class: 'n' }, count(t.octets)),
          h('td', null, t.code ? code(t.code) : '–'),
          h('td', null, t.rule ?? '–'),
        ),
      ),
    );
    renew(this.#transactions, element);
  }

  async #close() {
    const done = await ask({
      title: 'Close this session?',
      text: 'The client is told 421 4.3.2 and the connection ends. A message on its way is lost to it; a good client sends it again.',
      action: 'Close session',
      danger: true,
      run: () => call('DELETE', `/sessions/${segment(this.session)}`),
    });
    if (done) {
      note('The session is told to end.');
      this.#load();
    }
  }
}

customElements.define('bh-session', SessionDetail);
