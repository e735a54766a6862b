// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, segment } from '../lib/api.js';
import { ask } from '../lib/dialog.js';
import { fill, h, keyed, renew } from '../lib/dom.js';
import { count } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { nothing, table } from '../lib/parts.js';
import { note } from '../lib/problem.js';
import { href } from '../lib/router.js';
import { ModePanel } from './mode.js';
import { parts } from './places.js';
import { action, conditions, script } from './summary.js';

const PACE = 2000;
const HEADS = ['#|n', 'Rule', 'At', 'When', 'Then', 'Hits|n'];

/** The policy in force: the mode, then limits and rules in the order in which they are asked. */
class Rules extends Page {
  #mode = new ModePanel();
  #limits = h('section', { class: 'panel', hidden: true });
  #table = table('Rules', may('operator') ? [...HEADS, ''] : HEADS);
  #about = h('p', { class: 'small muted' });
  /** Shown when there is something to show: so nothing moves. */
  #body = h('div', { class: 'stack', hidden: true });
  /** What is in force, as the server wrote it, and its revision. */
  #text = '{}';
  #etag = null;
  #again;

  build() {
    fill(
      this,
      this.problems,
      h(
        'div',
        { class: 'stack' },
        this.#mode,
        fill(
          this.#body,
          this.#limits,
          h(
            'section',
            { class: 'panel' },
            h('header', null, h('h2', null, 'Rules'), may('operator') ? h('a', { class: 'button tight', href: href('policy/edit', { add: '1' }) }, 'Add a rule') : null),
            this.#about,
            this.#table.element,
          ),
        ),
      ),
    );
    this.#mode.addEventListener('changed', () => this.#again());
    this.#again = this.every(PACE, () => this.#load());
  }

  async #load() {
    const [policy, stats, mode] = await Promise.all([
      call('GET', '/policy', { text: true, signal: this.signal }),
      get('/stats', null, this.signal),
      get('/mode', null, this.signal),
    ]);
    this.#etag = policy.etag;
    this.#text = policy.body;
    const { rules = [], limits = [] } = JSON.parse(policy.body);
    this.#mode.set(mode);
    this.#showRules(rules, stats.rules);
    this.#showLimits(limits, stats.rules);
    this.#body.hidden = false;
    renew(
      this.#about,
      'Asked in this order at each stage; the first that matches decides. What none decides is answered by the mode. ',
      h('a', { href: href(`policy/revisions/${mode.revision}`) }, `Revision ${mode.revision}`),
    );
  }

  #showRules(rules, hits) {
    if (!rules.length) {
      keyed(this.#table.body, [{}], () => '', () =>
        nothing(HEADS.length + 1, 'There is no rule: the mode answers everything. ', may('operator') ? h('a', { href: href('policy/edit', { add: '1' }) }, 'Write the first one') : null),
      );
      return;
    }
    const items = rules.map((rule, i) => ({ rule, i, last: i === rules.length - 1, hits: hits[rule.name] ?? 0, before: rules[i - 1]?.name, after: rules[i + 2]?.name }));
    keyed(this.#table.body, items, (e) => e.rule.name, (e) => this.#row(e));
  }

  #row({ rule, i, last, hits, before, after }) {
    const at = href('policy/edit', { at: `/rules/${i}` });
    return h(
      'tr',
      { 'data-rule': rule.name },
      h('td', { class: 'n muted' }, i + 1),
      h('th', { scope: 'row' }, may('operator') ? h('a', { href: at }, rule.name) : rule.name),
      h('td', null, rule.at ? [rule.at].flat().join(', ') : h('span', { class: 'muted' }, 'by its conditions')),
      h('td', { class: 'paths' }, conditions(rule.when), rule.script ? h('div', { class: 'small muted' }, script(rule.script)) : null),
      h('td', { class: 'paths' }, rule.then ? h('code', null, action(rule.then)) : rule.script?.sequence?.map((then) => h('div', null, h('code', null, action(then))))),
      h('td', { class: 'n' }, hits ? h('a', { href: href('sessions', { rule: rule.name }) }, count(hits)) : '0'),
      may('operator')
        ? h(
            'td',
            null,
            h(
              'div',
              { class: 'actions' },
              h('button', { type: 'button', class: 'tight', disabled: i === 0, 'aria-label': `Move ${rule.name} up`, onclick: () => this.#move(i, rule.name, before) }, '↑'),
              h('button', { type: 'button', class: 'tight', disabled: last, 'aria-label': `Move ${rule.name} down`, onclick: () => this.#move(i, rule.name, after) }, '↓'),
              h('button', { type: 'button', class: 'tight danger', 'aria-label': `Delete ${rule.name}`, onclick: () => this.#remove(rule.name) }, 'Delete'),
            ),
          )
        : null,
    );
  }

  #showLimits(limits, hits) {
    this.#limits.hidden = !limits.length;
    if (limits.length) {
      const { element, body } = table('Limits', ['Limit', 'Per', 'Of', 'Then', 'Hits|n']);
      const sizes = (l) => ['sessions', 'messages', 'recipients', 'octets'].filter((n) => l[n] !== undefined).map((n) => `${count(l[n])} ${n}`);
      body.append(
        ...limits.map((l) =>
          h(
            'tr',
            null,
            h('th', { scope: 'row' }, l.name),
            h('td', null, l.per ? [l.per].flat().join(', ') : 'all together'),
            h('td', null, sizes(l).join(', '), l.every ? ` every ${l.every}` : ' at once'),
            h('td', { class: 'paths' }, h('code', null, action(l.then))),
            h('td', { class: 'n' }, count(hits[l.name] ?? 0)),
          ),
        ),
      );
      renew(this.#limits, h('header', null, h('h2', null, 'Limits'), h('span', { class: 'small muted' }, 'asked before the rules')), element);
    }
  }

  /** Before another rule, or, with none, to the end: which the API knows as to be taken away and added. */
  async #move(i, name, before) {
    const part = parts(this.#text);
    const rule = part(`/rules/${i}`);
    const headers = { 'If-Match': this.#etag };
    const why = `moves ${name}`;
    const done = await this.attempt(async () => {
      if (before) {
        await call('PUT', `/policy/rules/${segment(name)}`, { raw: rule, query: { before, why }, headers });
      } else {
        const others = JSON.parse(this.#text).rules.map((_, n) => part(`/rules/${n}`));
        others.splice(i, 1);
        await call('PATCH', '/policy', { raw: `{"rules":[${[...others, rule]}]}`, query: { why }, headers });
      }
    });
    if (done) {
      this.#again();
    }
  }

  async #remove(name) {
    const done = await ask({
      title: `Delete the rule ${name}?`,
      text: 'It is out of force at once. The revision before has it still: it can be restored from there.',
      action: 'Delete',
      danger: true,
      run: () => call('DELETE', `/policy/rules/${segment(name)}`, { query: { why: `deletes ${name}` } }),
    });
    if (done) {
      note(`The rule ${name} is deleted.`);
      this.#again();
    }
  }
}

customElements.define('bh-rules', Rules);
export default Rules;
