// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, ROOT } from '../lib/api.js';
import { ask } from '../lib/dialog.js';
import { fill, h, keyed, renew, say } from '../lib/dom.js';
import { count, micros, octets, rate, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { code, nothing, pill, table } from '../lib/parts.js';
import { href } from '../lib/router.js';

const PACE = 2000;

/** Columns: head, class, value of counts, and how it is written. */
const COLUMNS = [
  ['Open', 'n group', (c) => c.live, count],
  ['Total', 'n', (c) => c.sessions, count],
  ['Accepted', 'n group', (c) => c.messages, count],
  ['Refused', 'n', (c) => c.refused, count],
  ['Recipients', 'n', (c) => c.recipients, count],
  ['In', 'n group', (c) => c.octetsIn, octets],
  ['Out', 'n', (c) => c.octetsOut, octets],
  ['2yz', 'n group', (c) => klass(c, '2'), count],
  ['3yz', 'n', (c) => klass(c, '3'), count],
  ['4yz', 'n', (c) => klass(c, '4'), count],
  ['5yz', 'n', (c) => klass(c, '5'), count],
  ['1.3', 'n group', (c) => c.tls.versions['TLSv1.3'] ?? 0, count],
  ['1.2', 'n', (c) => c.tls.versions['TLSv1.2'] ?? 0, count],
  ['Failed', 'n', (c) => c.tls.failed, count],
  ['p50', 'n group', (c) => latency(c, 'p50'), micros],
  ['p90', 'n', (c) => latency(c, 'p90'), micros],
  ['p99', 'n', (c) => latency(c, 'p99'), micros],
  ['p99.9', 'n', (c) => latency(c, 'p99.9'), micros],
  ['max', 'n', (c) => latency(c, 'max'), micros],
];

const GROUPS = [['', 2], ['Sessions', 2], ['Messages', 3], ['Octets', 2], ['Replies', 4], ['TLS', 3], ['Latency', 5]];

const latency = (c, name) => (c.latency.count ? c.latency[name] : NaN);

const klass = (c, digit) =>
  Object.entries(c.codes).reduce((sum, [value, n]) => sum + (value[0] === digit ? n : 0), 0);

const sums = (stages) =>
  Object.fromEntries(Object.entries(stages).map(([name, map]) => [name, Object.values(map).reduce((a, b) => a + b, 0)]));

const found = (filter) => (name) => h('a', { href: href('sessions', { [filter]: name }) }, name);

/** Further counts: title, head of what is counted, the counts, and how a name is written. */
const MORE = [
  ['Replies by code', 'Code', (s) => s.total.codes, (name) => h('a', { href: href('sessions', { code: name }) }, code(name))],
  ['Decisions by rule', 'Rule', (s) => s.rules, (name) => (name.startsWith('@') ? name : found('rule')(name))],
  ['Replies by stage', 'Stage', (s) => sums(s.total.stages), (name) => name],
  ['Decisions by mode', 'Mode', (s) => s.modes, (name) => name],
  ['Extensions used', 'Extension', (s) => s.total.extensions, (name) => name],
  ['Tags', 'Tag', (s) => s.tags, found('tag')],
];

/** Everything that is counted, as a table a listener: for those who like it dense. */
class Statistics extends Page {
  #about = h('span', { class: 'small muted' });
  #body = h('tbody');
  #foot = h('tfoot');
  /** Not shown while it is empty: what is filled would push the rest down. */
  #counts = h('div', { class: 'stack', hidden: true });
  #more = new Map();
  #again;

  build() {
    const { element } = table('Counts by listener', [], { dense: true, body: this.#body, foot: this.#foot });
    fill(
      element.querySelector('thead'),
      h('tr', null, GROUPS.map(([name, span], i) => h('th', { colspan: span, scope: 'colgroup', class: i ? 'group' : null }, name || h('span', { class: 'visually-hidden' }, 'Listener')))),
      h('tr', null, h('th', { scope: 'col' }, 'Listener'), h('th', { scope: 'col' }, 'State'), COLUMNS.map(([name, kind]) => h('th', { scope: 'col', class: kind }, name))),
    );
    fill(
      this,
      this.head(
        'Statistics',
        this.#about,
        h('a', { class: 'button', href: `${ROOT}/stats;csv`, download: 'blackhole-stats.csv' }, 'CSV'),
        may('operator') ? h('button', { type: 'button', class: 'danger', 'data-reset': true, onclick: () => this.#reset() }, 'Start over') : null,
      ),
      this.#counts,
    );
    fill(this.#counts, element, h('div', { class: 'masonry' }, MORE.map((each) => this.#section(...each))));
    this.#again = this.every(PACE, () => this.#load());
  }

  async #load() {
    const [stats, listeners] = await Promise.all([get('/stats', null, this.signal), get('/listeners?limit=1000', null, this.signal)]);
    const states = Object.fromEntries(listeners.items.map((l) => [l.name, l.state]));
    const row = (name, mark, counts) =>
      h('tr', null, h('th', { scope: 'row' }, name), h('td', null, mark), COLUMNS.map(([, kind, value, write]) => h('td', { class: kind }, write(value(counts)))));
    const rows = Object.entries(stats.listeners).map(([name, counts]) => ({ name, counts, state: states[name] }));
    keyed(this.#body, rows, (r) => r.name, (r) => row(r.name, r.state ? pill(r.state) : 'gone', r.counts));
    renew(this.#foot, row('All', `${rate(stats.rates.messages)} messages/s`, stats.total));
    say(this.#about, `since ${when(stats.since)}`);
    for (const [title, , all, name] of MORE) {
      const sorted = Object.entries(all(stats)).sort((a, b) => b[1] - a[1]);
      const line = ([key, n]) => (n === undefined ? nothing(2, 'None yet') : h('tr', null, h('td', null, name(key)), h('td', { class: 'n' }, count(n))));
      keyed(this.#more.get(title), sorted.length ? sorted : [['']], ([key]) => key, line);
    }
    this.#counts.hidden = false;
  }

  #section(title, head) {
    const { element, body } = table(title, [head, 'Count|n']);
    this.#more.set(title, body);
    return h('section', { class: 'panel' }, h('h2', null, title), element);
  }

  async #reset() {
    const done = await ask({
      title: 'Start all counts over?',
      text: 'All that is shown here begins at zero, for everybody. The totals of /metrics, the history and the sessions stay.',
      action: 'Start over',
      danger: true,
      run: () => call('POST', '/stats/reset'),
    });
    if (done) {
      this.#again();
    }
  }
}

customElements.define('bh-statistics', Statistics);
export default Statistics;
