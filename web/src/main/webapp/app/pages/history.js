// SPDX-License-Identifier: Apache-2.0
import { get, save } from '../lib/api.js';
import { Chart } from '../lib/chart.js';
import { fill, h, keyed, say } from '../lib/dom.js';
import { count, duration, octets, rate, seconds, short, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { nothing, table } from '../lib/parts.js';
import { changed, go, href } from '../lib/router.js';

/** Name in the URL, label, seconds, step, and after how many seconds there is more to see. */
const RANGES = [
  ['10m', '10 minutes', 600, '1s', 4],
  ['1h', 'Hour', 3600, '1m', 20],
  ['1d', 'Day', 86_400, '1m', 30],
  ['7d', 'Week', 7 * 86_400, '1h', 300],
  ['30d', '30 days', 30 * 86_400, '1h', 300],
  ['1y', 'Year', 365 * 86_400, '1h', 300],
];
const USUAL = RANGES[0];
const LIMIT = 5000;
const PAGES = 3;
/** Longer than this, single minutes are too many. */
const DAYS = 2.5 * 86_400;
const ROWS = 200;

/** Counts over time, from the last minutes to the last year. */
class History extends Page {
  #choice = h('div', { class: 'choice', role: 'group', 'aria-label': 'Range' });
  #about = h('p', { class: 'small muted' }, '\u00a0');
  #csv = h('button', { type: 'button', onclick: () => this.attempt(() => save('/stats/history', this.#asked(), 'text/csv', 'blackhole-history.csv')) }, 'CSV');
  #due = 0;
  #charts = {};
  #rows = table('Counts over time', ['At', 'Sessions|n', 'Accepted|n', 'Refused|n', '2yz|n', '4yz|n', '5yz|n', 'In|n', 'Out|n', 'p50|n', 'p99|n']);
  #table = h('details', null, h('summary', null, 'As a table'), this.#rows.element);
  #again = null;

  build() {
    const zoom = (from, to) => go(href('history', changed({ range: null, from: iso(from), to: iso(to) })));
    const make = (name, title, value, lines) => {
      this.#charts[name] = new Chart({ title, value, lines, zoom });
      return h('section', { class: 'panel' }, h('h2', null, title), this.#charts[name]);
    };
    fill(
      this,
      this.head('History', this.#choice, this.#csv),
      h(
        'div',
        { class: 'stack' },
        this.#about,
        h(
          'div',
          { class: 'columns' },
          make('messages', 'Messages', (v) => `${rate(v)}/s`, [
            { label: 'Accepted', colour: '--accent', area: true },
            { label: 'Refused', colour: '--bad' },
          ]),
          make('sessions', 'Sessions', (v) => `${rate(v)}/s`, [{ label: 'Begun', colour: '--info', area: true }]),
          make('codes', 'Replies by class', (v) => `${rate(v)}/s`, [
            { label: '2yz', colour: '--ok' },
            { label: '4yz', colour: '--warn' },
            { label: '5yz', colour: '--bad' },
          ]),
          make('latency', 'Latency', seconds, [
            { label: 'p50', colour: '--ok', area: true },
            { label: 'p99', colour: '--warn' },
          ]),
          make('octets', 'Octets', (v) => `${octets(v)}/s`, [
            { label: 'In', colour: '--info', area: true },
            { label: 'Out', colour: '--accent' },
          ]),
        ),
        this.#table,
      ),
    );
  }

  show() {
    const name = this.route.query.get('range') ?? (this.route.query.get('from') ? '' : USUAL[0]);
    fill(
      this.#choice,
      RANGES.map(([key, label]) => h('a', { href: href('history', { range: key }), 'aria-current': key === name ? 'true' : null }, label)),
    );
    this.#due = 0;
    if (this.#again) {
      this.#again();
    } else {
      this.#again = this.every(2000, () => this.#load());
    }
  }

  /** What to ask for. Without a step the server takes the finest that it still has. */
  #asked() {
    const { query } = this.route;
    const from = query.get('from');
    if (from) {
      const to = query.get('to') ?? new Date().toISOString();
      return { from, to, step: new Date(to) - new Date(from) > DAYS * 1000 ? '1h' : '' };
    }
    const [, , span, step] = this.#range();
    return { from: iso(Date.now() / 1000 - span), step };
  }

  #range() {
    return RANGES.find(([key]) => key === this.route.query.get('range')) ?? USUAL;
  }

  /** All pages of it, the newest first. */
  async #rowsOf(asked) {
    const items = [];
    let after = '';
    let step = '';
    for (let page = 0; page < PAGES && after !== null; page += 1) {
      const found = await get('/stats/history', { ...asked, limit: LIMIT, after }, this.signal);
      items.push(...found.items);
      step = found.step;
      after = found.next;
    }
    return { items, step };
  }

  async #load() {
    if (Date.now() < this.#due) {
      return;
    }
    const { route } = this;
    const { items, step } = await this.#rowsOf(this.#asked());
    if (route !== this.route) {
      return;
    }
    this.#due = Date.now() + 1000 * (route.query.get('from') ? 300 : this.#range()[4]);
    const every = duration(step) || 1;
    const rows = whole([...items].reverse(), every);
    const at = rows.map((row) => new Date(row.at).getTime() / 1000);
    const now = Date.now() / 1000;
    // The step that is still under way is not over yet.
    const over = at.map((t) => (now > t && now - t < every ? Math.max(1, now - t) : every));
    const per = (name) => rows.map((row, i) => (row[name] === undefined ? null : row[name] / over[i]));
    const klass = (digit) => rows.map((row, i) => (row.codes ? (row.codes[digit] ?? 0) / over[i] : null));
    const data = at.length ? (lines) => [at, ...lines] : (lines) => [[Date.now() / 1000 - 60, Date.now() / 1000], ...lines.map(() => [null, null])];
    this.#charts.messages.set(data([per('messages'), per('refused')]));
    this.#charts.sessions.set(data([per('sessions')]));
    this.#charts.codes.set(data([klass('2'), klass('4'), klass('5')]));
    this.#charts.latency.set(data([rows.map((r) => r.p50 ?? null), rows.map((r) => r.p99 ?? null)]));
    this.#charts.octets.set(data([per('octetsIn'), per('octetsOut')]));
    const sum = items.reduce((n, row) => n + row.messages, 0);
    say(this.#about, items.length ? `${count(sum)} messages accepted; a point every ${step}. Drag over a chart to look closer.` : 'Nothing was kept for this time: the server did not run, or it is too long ago.');
    this.#fill(items);
  }

  #fill(items) {
    if (!items.length) {
      keyed(this.#rows.body, [{}], () => '', () => nothing(11, 'Nothing was kept for this time.'));
      return;
    }
    keyed(this.#rows.body, items.slice(0, ROWS), (r) => r.at, (r) =>
      h(
        'tr',
        null,
        h('td', { class: 'keep' }, when(r.at)),
        [r.sessions, r.messages, r.refused, r.codes['2'] ?? 0, r.codes['4'] ?? 0, r.codes['5'] ?? 0].map((n) => h('td', { class: 'n' }, short(n))),
        [r.octetsIn, r.octetsOut].map((n) => h('td', { class: 'n' }, octets(n))),
        [r.p50, r.p99].map((n) => h('td', { class: 'n' }, seconds(n))),
      ),
    );
  }
}

const iso = (s) => new Date(Math.round(s) * 1000).toISOString();

/** While the server did not run there are no rows: an empty one breaks the line there. */
function whole(rows, every) {
  const all = [];
  for (const row of rows) {
    const before = all.at(-1);
    if (before && new Date(row.at) - new Date(before.at) > every * 1500) {
      all.push({ at: new Date(new Date(before.at).getTime() + every * 1000).toISOString() });
    }
    all.push(row);
  }
  return all;
}

customElements.define('bh-history', History);
export default History;
