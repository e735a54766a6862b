// SPDX-License-Identifier: Apache-2.0
import { get } from '../lib/api.js';
import { field, select } from '../lib/dialog.js';
import { fill, h, keyed, renew } from '../lib/dom.js';
import { listen, soon } from '../lib/events.js';
import { count, duration, seconds, when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { codes, nothing, pill, table } from '../lib/parts.js';
import { changed, go, href, route } from '../lib/router.js';
import { SessionDetail } from './session-detail.js';

const FILTERS = ['state', 'listener', 'client', 'sender', 'recipient', 'rule', 'code', 'tag', 'from', 'to'];
const HINTS = { client: '192.0.2.0/24', sender: '*@here.test', recipient: '*@there.test', code: '550, or 5', from: '2026-11-21T09:00:00Z' };
const MORE = ['rule', 'code', 'tag', 'from', 'to'];
const LIMIT = 100;
const COLUMNS = 9;

/** Sessions that are live or over: found by what they did, and each with its transcript. */
class Sessions extends Page {
  #form = h('form', { class: 'stack', role: 'search', 'aria-label': 'Sessions' });
  #inputs = {};
  #more = h('details', null);
  #table = table('Sessions', ['Began', 'Client', 'Listener|spare', 'State', 'From → to', 'Messages|n', 'Replies|spare', 'Time|n spare', 'Octets|n spare']);
  #pager = h('nav', { class: 'row', 'aria-label': 'Older and newer' });
  #live = h('span');
  #detail = h('div', { class: 'detail', hidden: true });
  #split = h('div', { class: 'split' });
  #body = h('div', { class: 'stack' });
  #wanted = '';
  #refresh = soon(400, () => this.#following() && this.#load());

  build() {
    for (const name of FILTERS) {
      this.#inputs[name] =
        name === 'state'
          ? select(name, [['', 'any'], 'live', 'ended'], '')
          : h('input', { name, type: 'search', placeholder: HINTS[name], autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none' });
    }
    const label = (name, text, hint) => field(text, this.#inputs[name], hint);
    fill(
      this.#more,
      h('summary', null, 'Rule, code, tag, time'),
      h(
        'div',
        { class: 'fields' },
        label('rule', 'Rule'),
        label('code', 'Reply code'),
        label('tag', 'Tag'),
        label('from', 'From'),
        label('to', 'To'),
      ),
    );
    fill(
      this.#form,
      h(
        'div',
        { class: 'fields' },
        label('state', 'State'),
        label('listener', 'Listener'),
        label('client', 'Client'),
        label('sender', 'Sender'),
        label('recipient', 'Recipient'),
        h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, 'Find'), h('a', { class: 'button', href: href('sessions') }, 'Clear')),
      ),
      this.#more,
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#find();
    });
    this.#inputs.state.addEventListener('change', () => this.#find());
    fill(this.#split, h('div', { class: 'list stack' }, this.#table.element, this.#pager), this.#detail);
    fill(this, this.head('Sessions', this.#live), fill(this.#body, h('section', { class: 'panel search' }, this.#form), this.#split));
    listen(
      this.signal,
      ['sessions'],
      () => this.#refresh(),
      (live) => {
        renew(this.#live, live ? pill('live', 'live: new ones come by themselves') : h('span', { class: 'small muted' }, 'not live'));
        if (live) {
          this.#refresh(); // what came while nobody listened
        }
      },
    );
  }

  show() {
    const { query, rest } = this.route;
    for (const name of FILTERS) {
      this.#inputs[name].value = query.get(name) ?? '';
    }
    this.#more.open ||= MORE.some((name) => query.get(name));
    this.#showDetail(rest[0]);
    const wanted = query.toString();
    if (wanted !== this.#wanted || !this.#table.body.firstChild) {
      this.#wanted = wanted;
      this.#load();
    } else {
      this.#mark();
    }
  }

  #find() {
    const changes = Object.fromEntries(FILTERS.map((name) => [name, this.#inputs[name].value.trim()]));
    const to = href('sessions', changed({ ...changes, after: null }));
    if (to === location.hash) {
      this.#load();
    } else {
      go(to);
    }
  }

  /** On the first page new ones come in. */
  #following() {
    return !this.route.query.get('after') && !document.hidden;
  }

  #load() {
    const query = Object.fromEntries(this.route.query);
    const wanted = this.#wanted;
    return this.attempt(async () => {
      const found = await get('/sessions', { limit: LIMIT, ...query }, this.signal);
      if (wanted === this.#wanted) {
        this.#list(found);
      }
    });
  }

  #list({ items, next }) {
    if (items.length) {
      keyed(this.#table.body, items, (s) => s.id, (s) => this.#row(s));
    } else {
      keyed(this.#table.body, [{}], () => '', () => this.#none(), () => this.#wanted);
    }
    this.#mark();
    const { query } = this.route;
    renew(
      this.#pager,
      query.get('after') ? h('a', { class: 'button', href: href('sessions', changed({ after: null })) }, 'Newest') : null,
      next ? h('a', { class: 'button', href: href('sessions', changed({ after: next })) }, 'Older') : null,
    );
  }

  #none() {
    const filtered = FILTERS.some((name) => this.route.query.get(name));
    return nothing(
      COLUMNS,
      filtered
        ? ['No session fits. ', h('a', { href: href('sessions') }, 'Show all')]
        : ['No session yet. ', h('a', { href: href('help') }, 'How to send the first mail')],
    );
  }

  #row(s) {
    const to = () => href(`sessions/${encodeURIComponent(s.id)}`, route().query);
    const link = h('a', { href: to() }, when(s.started));
    link.addEventListener('click', (event) => {
      link.setAttribute('href', to());
      event.stopPropagation();
    });
    const row = h(
      'tr',
      { 'data-id': s.id },
      h('td', { class: 'keep' }, link),
      h('td', null, h('span', { class: 'mono' }, s.client), h('br'), h('small', { class: 'muted' }, s.helo ?? '')),
      h('td', { class: 'spare' }, s.listener, s.tls ? h('small', { class: 'muted' }, ` ${s.tls.version}`) : null, s.user ? h('small', { class: 'muted' }, ` ${s.user}`) : null),
      h('td', null, s.state === 'live' ? pill('live') : pill(s.end ?? 'ended')),
      h(
        'td',
        { class: 'paths' },
        s.sender === null ? h('span', { class: 'muted' }, '–') : [s.sender || '<>', h('br'), h('small', { class: 'muted' }, '→ ', s.recipient ?? '–', s.recipients > 1 ? ` +${s.recipients - 1}` : '')],
        [...s.rules, ...s.tags].length ? h('div', null, [...new Set([...s.rules, ...s.tags])].map((name) => [h('span', { class: 'tag' }, name), ' '])) : null,
      ),
      h('td', { class: 'n' }, count(s.messages), s.refused ? h('small', { class: 'c5' }, ` ${count(s.refused)} refused`) : null),
      h('td', { class: 'spare' }, codes(s.codes)),
      h('td', { class: 'n spare' }, seconds(duration(s.duration))),
      h('td', { class: 'n spare' }, count(s.octets)),
    );
    row.addEventListener('click', () => getSelection().isCollapsed && go(to()));
    return row;
  }

  #mark() {
    const id = this.route.rest[0];
    for (const row of this.#table.body.children) {
      if (id && row.dataset.id === id) {
        row.setAttribute('aria-current', 'true');
      } else {
        row.removeAttribute('aria-current');
      }
    }
  }

  #showDetail(id) {
    this.#split.classList.toggle('detailed', Boolean(id));
    this.#body.classList.toggle('detailed', Boolean(id));
    this.#detail.hidden = !id;
    const shown = this.#detail.firstElementChild;
    if (!id) {
      fill(this.#detail);
    } else if (shown?.session !== id) {
      const detail = new SessionDetail(id);
      fill(this.#detail, detail);
      if (shown) {
        detail.querySelector('h2')?.focus({ preventScroll: true });
      }
    }
  }
}

customElements.define('bh-sessions', Sessions);
export default Sessions;
