// SPDX-License-Identifier: Apache-2.0
import { get } from '../lib/api.js';
import { Chart } from '../lib/chart.js';
import { fill, h, keyed, renew, say } from '../lib/dom.js';
import { listen, soon } from '../lib/events.js';
import { clock, count, endpoint, micros, mode, octets, percent, rate, seconds, short, span, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { code, pill, snippet, table } from '../lib/parts.js';
import { problem } from '../lib/problem.js';
import { href } from '../lib/router.js';
import { Recent } from '../lib/recent.js';

const PACE = 2000;
const FEED = 12;

/** The server at one glance, while it works. */
class Overview extends Page {
  #tiles = {};
  #state = h('span', { class: 'row' });
  #bars = h('ul', { class: 'bars' });
  #feed = h('ol', { class: 'feed' });
  #live = h('span');
  #faults = h('div');
  /** Shown when there is something to show: so nothing moves. */
  #body = h('div', { class: 'overview', hidden: true });
  #first = h('section', { class: 'panel first', hidden: true });
  #listeners = table('Listeners', ['Listener', 'Address', 'State', 'Open|n', 'Accepted|n', 'Refused|n'], { dense: true });
  #rates = new Chart({
    title: 'Rates',
    value: (v) => `${rate(v)}/s`,
    lines: [
      { label: 'Messages', colour: '--accent', area: true },
      { label: 'Refused', colour: '--bad' },
      { label: 'Sessions', colour: '--info' },
    ],
  });
  #latency = new Chart({
    title: 'Latency',
    value: seconds,
    lines: [
      { label: 'p50', colour: '--ok', area: true },
      { label: 'p99', colour: '--warn' },
    ],
  });
  #recent = new Recent();
  #messages = [];
  #helpShown = '';
  #showFeed = soon(200, () => this.#drawFeed());

  build() {
    const tile = (name, label) => {
      this.#tiles[name] = [h('dd', null, '–'), h('dd', null, '\u00a0')];
      return h('div', { class: 'tile' }, h('dt', null, label), ...this.#tiles[name]);
    };
    fill(
      this,
      this.head('Overview', this.#state),
      this.#faults,
      fill(
        this.#body,
        this.#first,
        h(
          'dl',
          { class: 'tiles' },
          tile('messages', 'Messages/s'),
          tile('sessions', 'Sessions/s'),
          tile('live', 'Open'),
          tile('total', 'Accepted'),
          tile('refused', 'Refused'),
          tile('latency', 'Latency p50'),
          tile('octets', 'Received'),
        ),
        h('section', { class: 'panel wide' }, h('header', null, h('h2', null, 'Rates'), h('a', { class: 'small', href: href('history') }, 'History')), this.#rates),
        h('section', { class: 'panel wide' }, h('header', null, h('h2', null, 'Latency'), h('span', { class: 'small muted' }, 'end of a message to its answer')), this.#latency),
        h('section', { class: 'panel wide' }, h('header', null, h('h2', null, 'Listeners'), h('a', { class: 'small', href: href('listeners') }, 'Change')), this.#listeners.element),
        h('section', { class: 'panel' }, h('header', null, h('h2', null, 'Latest messages'), this.#live), this.#feed),
        h('section', { class: 'panel' }, h('header', null, h('h2', null, 'Replies by code'), h('a', { class: 'small', href: href('stats') }, 'All counts')), this.#bars),
      ),
    );
    this.#noMail();
    this.every(PACE, () => this.#load());
    listen(
      this.signal,
      ['messages'],
      (type, json) => type === 'messages' && this.#came(json),
      (live) => renew(this.#live, live ? pill('live') : h('span', { class: 'small muted' }, 'not live')),
    );
  }

  async #load() {
    const [status, mode_, stats, listeners] = await Promise.all(
      ['/status', '/mode', '/stats', '/listeners?limit=1000'].map((path) => get(path, null, this.signal)),
    );
    this.#showState(status, mode_);
    this.#showTiles(stats);
    this.#showListeners(listeners.items, stats.listeners);
    this.#showCodes(stats.total.codes);
    this.#showFirst(stats, listeners.items);
    this.#body.hidden = false;
    await this.#recent.load(stats, this.signal);
    this.#rates.set(this.#recent.rates());
    this.#latency.set(this.#recent.latencies());
  }

  #showState(status, current) {
    const uptime = (Date.now() - new Date(status.started)) / 1000;
    renew(
      this.#state,
      pill(status.state),
      h('a', { class: 'pill', href: href('policy'), 'data-mode': true }, `mode ${mode(current.mode)}`, current.until ? ` until ${when(current.until)}` : null),
      h('span', { class: 'small muted' }, `${status.node} · ${status.version} · up ${span(uptime)} · ${status.transport}`),
    );
    const { faults } = status;
    renew(this.#faults, faults.length ? h('div', { class: 'problem', role: 'alert' }, h('strong', null, 'To be seen to'), h('ul', null, faults.map((f) => h('li', null, f)))) : null);
  }

  #tile(name, value, below) {
    const [first, second] = this.#tiles[name];
    say(first, value);
    say(second, below);
  }

  #showTiles({ total, rates }) {
    const answered = total.messages + total.refused;
    this.#tile('messages', rate(rates.messages), 'over ten seconds');
    this.#tile('sessions', rate(rates.sessions), `${short(total.sessions)} in all`);
    this.#tile('live', count(total.live), 'sessions now');
    this.#tile('total', short(total.messages), `for ${short(total.recipients)}`);
    this.#tile('refused', short(total.refused), `${percent(total.refused, answered)} of all`);
    this.#tile('latency', total.latency.count ? micros(total.latency.p50) : '–', total.latency.count ? `p99 ${micros(total.latency.p99)}` : 'no message yet');
    this.#tile('octets', octets(total.octetsIn), `${octets(rates.octetsIn)}/s now`);
  }

  #showListeners(items, counts) {
    keyed(
      this.#listeners.body,
      items.map((l) => ({ ...l, counts: counts[l.name] ?? {} })),
      (l) => l.name,
      (l) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, h('a', { href: href('sessions', { listener: l.name }) }, l.name)),
          h('td', { class: 'keep mono' }, endpoint(l.address, l.port)),
          h('td', null, pill(l.state)),
          h('td', { class: 'n' }, count(l.sessions)),
          h('td', { class: 'n' }, count(l.counts.messages ?? 0)),
          h('td', { class: 'n' }, count(l.counts.refused ?? 0)),
        ),
    );
  }

  #showCodes(map) {
    const all = Object.entries(map).sort((a, b) => b[1] - a[1]).slice(0, 10);
    if (!all.length) {
      keyed(this.#bars, [{}], () => '', () => h('li', { class: 'muted' }, 'None yet'));
      return;
    }
    const sum = Object.values(map).reduce((a, b) => a + b, 0);
    keyed(
      this.#bars,
      all.map(([value, n]) => ({ value, n, sum })),
      (e) => e.value,
      (e) =>
        h(
          'li',
          null,
          h('a', { href: href('sessions', { code: e.value }), class: `code c${e.value[0]}` }, e.value),
          h('span', { class: `bar-track c${e.value[0]}` }, h('i', { vars: { '--share': e.n / e.sum } })),
          h('span', { class: 'n' }, count(e.n)),
          h('span', { class: 'n muted' }, percent(e.n, e.sum)),
        ),
    );
  }

  #showFirst(stats, listeners) {
    const empty = stats.total.sessions === 0;
    this.#first.hidden = !empty;
    const open = listeners.find((l) => l.scheme === 'smtp' && l.state === 'open');
    const server = open ? endpoint(open.address, open.port) : '';
    if (empty && this.#helpShown !== server) {
      this.#helpShown = server;
      fill(
        this.#first,
        h('h2', null, 'Send the first mail'),
        open
          ? [
              h('p', null, 'Nothing has come yet. Point whatever sends mail at this server, or try it from a shell:'),
              snippet(`printf 'Subject: hello\\r\\n\\r\\nInto the void.\\r\\n' |\n  curl smtp://${server} --upload-file - \\\n    --mail-from me@here.test --mail-rcpt you@there.test`),
            ]
          : problem(Object.assign(new Error('No listener is open for plain SMTP.'), { status: 409 })),
        h('p', { class: 'small' }, h('a', { href: href('help') }, 'Settings for other clients')),
      );
    }
  }

  /** However many come, only the last are looked at, now and then. */
  #came(json) {
    this.#messages.unshift(json);
    this.#messages.length = Math.min(this.#messages.length, FEED);
    this.#showFeed();
  }

  #drawFeed() {
    keyed(
      this.#feed,
      this.#messages.map((json) => JSON.parse(json)),
      (m) => `${m.session} ${m.at} ${m.sender}`,
      (m) =>
        h(
          'li',
          null,
          h('time', { datetime: m.at, class: 'muted' }, clock(m.at)),
          code(m.code),
          h('a', { href: href(`sessions/${encodeURIComponent(m.session)}`) }, m.sender || '<>', ` → ${m.recipients}`),
          h('span', { class: 'muted' }, m.rule ? h('span', { class: 'tag' }, m.rule) : octets(m.octets)),
        ),
    );
  }

  #noMail() {
    fill(this.#feed, h('li', { class: 'hint' }, 'What comes while you look is here.'));
  }
}

customElements.define('bh-overview', Overview);
export default Overview;
