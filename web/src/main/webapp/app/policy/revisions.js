// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, segment } from '../lib/api.js';
import { ask, field } from '../lib/dialog.js';
import { fill, h, keyed } from '../lib/dom.js';
import { when } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { nothing, table } from '../lib/parts.js';
import { note } from '../lib/problem.js';
import { changed, go, href } from '../lib/router.js';
import { difference } from './diff.js';
import { layout } from './layout.js';
import { parts } from './places.js';

const LIMIT = 50;

/** Every change of the policy: who, when, why, what, and the way back. */
class RevisionList extends Page {
  #table = table('Revisions', ['Revision|n', 'When', 'By', 'Why', 'Changes']);
  #pager = h('nav', { class: 'row', 'aria-label': 'More revisions' });
  #list = h('div', { class: 'stack' }, this.#table.element, this.#pager);
  #one = h('div', { class: 'stack' });

  build() {
    fill(this, this.problems, this.#list, this.#one);
  }

  show() {
    const number = this.route.rest[1];
    this.#list.hidden = Boolean(number);
    this.#one.hidden = !number;
    fill(this.#one);
    this.attempt(() => (number ? this.#showOne(number) : this.#showAll()));
  }

  async #showAll() {
    const { items, next } = await get('/policy/revisions', { limit: LIMIT, ...Object.fromEntries(this.route.query) }, this.signal);
    if (items.length) {
      const newest = this.route.query.get('after') ? 0 : items[0].revision;
      keyed(this.#table.body, items.map((r) => ({ ...r, current: r.revision === newest })), (r) => String(r.revision), (r) => this.#row(r));
    } else {
      fill(this.#table.body, nothing(5, 'There is none.'));
    }
    fill(
      this.#pager,
      this.route.query.get('after') ? h('a', { class: 'button', href: href('policy/revisions', changed({ after: null })) }, 'Newest') : null,
      next ? h('a', { class: 'button', href: href('policy/revisions', changed({ after: next })) }, 'Older') : null,
    );
  }

  #row(r) {
    const places = [...new Set((r.difference ?? []).map((d) => d.path.split('/').slice(1, 3).join(' ')))];
    return h(
      'tr',
      { 'data-revision': r.revision },
      h('td', { class: 'n' }, h('a', { href: href(`policy/revisions/${r.revision}`) }, r.revision), r.current ? h('small', { class: 'muted' }, ' in force') : null),
      h('td', { class: 'keep' }, when(r.at)),
      h('td', null, r.by),
      h('td', { class: 'paths' }, r.why || h('span', { class: 'muted' }, '–'), r.expires ? h('div', { class: 'small muted' }, `until ${when(r.expires)}`) : null),
      h('td', { class: 'paths' }, r.difference ? places.slice(0, 6).map((p) => [h('span', { class: 'tag mono' }, p || 'all'), ' ']) : h('span', { class: 'muted' }, 'the oldest'), places.length > 6 ? `+${places.length - 6}` : null),
    );
  }

  async #showOne(number) {
    const [one, now] = await Promise.all([this.#read(number), call('GET', '/policy', { text: true, signal: this.signal })]);
    const before = await this.#before(one);
    if (this.route.rest[1] !== number) {
      return;
    }
    const inForce = now.etag === `"${one.revision}"`;
    fill(
      this.#one,
      h(
        'section',
        { class: 'panel' },
        h('header', null, h('h2', null, `Revision ${one.revision}`, inForce ? ', in force' : ''), h('a', { class: 'small', href: href('policy/revisions') }, 'All revisions')),
        h('p', null, `${when(one.at)} by ${one.by}${one.why ? `: ${one.why}` : ''}${one.expires ? `, until ${when(one.expires)}` : ''}`),
        may('operator') && !inForce
          ? h(
              'div',
              { class: 'row' },
              h('button', { type: 'button', class: 'primary', 'data-restore': true, onclick: () => this.#restore(one.revision, now.etag) }, 'Restore…'),
              h('a', { class: 'button', href: href('policy/edit', { revision: one.revision }) }, 'Open in the editor'),
            )
          : null,
      ),
      inForce ? null : [h('h2', null, 'What a restore would change'), difference('From what is in force', layout(now.body), one.text)],
      h('h2', null, before ? `What it changed (from revision ${before.revision})` : 'The document'),
      difference('From the revision before', before?.text ?? '', one.text),
    );
  }

  /** The one before, or null: the oldest has none, and it may be gone by now. */
  async #before(one) {
    if (!one.difference) {
      return null;
    }
    const { items } = await get('/policy/revisions', { after: one.revision, limit: 1 }, this.signal);
    return items.length ? this.#read(items[0].revision) : null;
  }

  /** A revision, and the text of its document. */
  async #read(number) {
    const { body } = await call('GET', `/policy/revisions/${segment(number)}`, { text: true, signal: this.signal });
    return { ...JSON.parse(body), text: layout(parts(body)('/policy')) };
  }

  async #restore(number, etag) {
    const done = await ask({
      title: `Restore revision ${number}?`,
      text: 'Its document is put in force again, as a new revision. What is in force now stays in the history.',
      action: 'Restore',
      fields: [field('Why', h('input', { name: 'why', maxlength: 1000, autocomplete: 'off', value: `restore of revision ${number}` })), field('For how long', h('input', { name: 'for', placeholder: 'for good', autocomplete: 'off' }), 'Such as 10m. Empty: for good.')],
      run: (form) => call('POST', `/policy/revisions/${number}/restore`, { query: { why: form.get('why'), for: form.get('for') }, headers: { 'If-Match': etag } }),
    });
    if (done) {
      note(`Revision ${number} is in force again.`);
      go(href('policy/revisions'));
    }
  }
}

customElements.define('bh-revisions', RevisionList);
export default RevisionList;
