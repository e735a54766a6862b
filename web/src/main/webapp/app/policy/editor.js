// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, get, segment } from '../lib/api.js';
import { ask, field } from '../lib/dialog.js';
import { fill, h, say } from '../lib/dom.js';
import { Page } from '../lib/page.js';
import { note } from '../lib/problem.js';
import { go, href } from '../lib/router.js';
import { Checker } from './checker.js';
import { difference } from './diff.js';
import { Draft } from './draft.js';
import { layout } from './layout.js';
import { line, place, read } from './places.js';

/** A rule to begin with, of a name that is free. */
function unused(names) {
  let name = 'full-mailboxes';
  for (let n = 2; names.has(name); n += 1) {
    name = `full-mailboxes-${n}`;
  }
  return `{ "name": ${JSON.stringify(name)}, "at": "rcpt", "when": { "recipient": "full@*" }, "then": { "reply": "452 4.2.2 Mailbox full" } }`;
}

/** The document as text, with its faults at the place where they are. */
class Editor extends Page {
  #text = h('textarea', { 'aria-label': 'Policy, as JSON', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none', wrap: 'off', readonly: !may('operator') });
  #gutter = h('div', { class: 'gutter', 'aria-hidden': 'true' });
  #faults = h('ul', { class: 'faults', 'aria-label': 'Faults' });
  #verdict = h('p', { class: 'small', role: 'status' }, '\u00a0');
  #about = h('div', null, h('p', { class: 'small' }, '\u00a0'));
  #diff = h('div');
  #save = h('button', { type: 'button', class: 'primary', 'data-save': true, onclick: () => this.#put() }, 'Put in force…');
  #checker = new Checker(this.signal, (result) => this.#mark(result));
  #draft = new Draft();
  #base = '';

  build() {
    this.#text.addEventListener('input', () => this.#changed());
    this.#text.addEventListener('scroll', () => (this.#gutter.scrollTop = this.#text.scrollTop));
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#put();
      }
    });
    const tools = [
      h('button', { type: 'button', onclick: () => this.#lay() }, 'Lay out'),
      h('button', { type: 'button', onclick: () => this.#compare() }, 'What differs'),
      h('button', { type: 'button', onclick: () => this.#load(true) }, 'Begin anew'),
      this.#save,
    ];
    fill(
      this,
      this.problems,
      h(
        'div',
        { class: 'stack' },
        this.#about,
        h('div', { class: 'editor' }, this.#gutter, this.#text),
        h('div', { class: 'row spread' }, this.#verdict, may('operator') ? h('div', { class: 'row' }, tools) : null),
        this.#faults,
        this.#diff,
      ),
    );
  }

  async show() {
    const { query } = this.route;
    await this.#load(false);
    if (query.get('revision') && may('operator')) {
      await this.attempt(async () => {
        const old = await get(`/policy/revisions/${segment(query.get('revision'))}`, null, this.signal);
        this.#text.value = layout(JSON.stringify(old.policy));
        this.#changed();
        go(href('policy/edit'), { replace: true });
      });
    } else if (query.get('add') && may('operator')) {
      this.#add();
      go(href('policy/edit'), { replace: true });
    } else if (query.get('at')) {
      this.#jump(this.#at(query.get('at')));
    }
  }

  /** What is in force, or what was begun; anew forgets what was begun. */
  #load(anew) {
    return this.attempt(async () => {
      const { body, etag } = await call('GET', '/policy', { text: true, signal: this.signal });
      this.#base = layout(body);
      if (anew) {
        this.#draft.forget();
      }
      const begun = this.#draft.take();
      const differs = begun && begun.text !== this.#base;
      this.#draft.etag = differs ? begun.etag : etag;
      const text = differs ? begun.text : this.#base;
      if (this.#text.value !== text) {
        this.#text.value = text;
      }
      fill(this.#diff);
      fill(
        this.#about,
        differs
          ? h('p', { class: 'panel', role: 'status' }, begun.etag === etag ? 'This is what you began to write; it is not in force yet.' : 'This is what you began to write. Meanwhile somebody else has changed the policy: look at what differs, or begin anew.')
          : h('p', { class: 'small muted' }, may('operator') ? 'Faults show at their line while you type. Nothing is in force before you say so.' : 'To change it takes the role operator.'),
      );
      await this.#checker.check(this.#text.value);
    });
  }

  #changed() {
    this.#draft.keep(this.#text.value, this.#base);
    this.#checker.soon(this.#text.value);
    fill(this.#diff);
  }

  /** @param {{faults: {pointer: string, detail: string, offset: number}[], state: string}} result */
  #mark({ faults, state }) {
    const text = this.#text.value;
    const lines = text.split('\n').length;
    const at = new Set(faults.map((f) => line(text, f.offset)));
    fill(this.#gutter, Array.from({ length: lines }, (_, i) => h('div', { class: at.has(i + 1) ? 'at-fault' : null }, at.has(i + 1) ? `● ${i + 1}` : i + 1)), h('div'));
    this.#gutter.scrollTop = this.#text.scrollTop;
    fill(
      this.#faults,
      faults.map((f) =>
        h(
          'li',
          null,
          h('button', { type: 'button', class: 'tight', onclick: () => this.#jump(f.offset) }, h('span', { class: 'n muted' }, `Line ${line(text, f.offset)}`), h('span', null, f.pointer ? [h('code', null, f.pointer), ' '] : null, f.detail)),
        ),
      ),
    );
    say(this.#verdict, faults.length ? `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}` : state);
    this.#verdict.className = `small ${faults.length ? 'c5' : 'muted'}`;
    this.#save.disabled = faults.length > 0;
  }

  #at(pointer) {
    return this.#checker.readable ? place(read(this.#text.value).places, pointer) : 0;
  }

  #jump(from) {
    const text = this.#text.value;
    const end = text.indexOf('\n', from);
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(from, end < 0 ? text.length : end);
    const height = this.#text.scrollHeight / Math.max(1, text.split('\n').length);
    this.#text.scrollTop = Math.max(0, (line(text, from) - 6) * height);
  }

  #lay() {
    if (this.#checker.readable) {
      this.#text.value = layout(this.#text.value);
      this.#changed();
    } else {
      note('First mend what is no JSON.');
    }
  }

  #compare() {
    fill(this.#diff, h('h2', null, 'From what is in force to what is written here'), difference('What differs', this.#base, this.#checker.readable ? layout(this.#text.value) : this.#text.value));
  }

  /** As text: what is there keeps every digit. */
  #add() {
    if (!this.#checker.readable) {
      return;
    }
    const text = this.#text.value;
    const { value, ends } = read(text);
    const rules = Array.isArray(value.rules) ? value.rules : [];
    const rule = unused(new Set(rules.map((each) => each?.name)));
    const end = ends.get('/rules') ?? ends.get('');
    const more = ends.has('/rules') ? rules.length > 0 : Object.keys(value).length > 0;
    const added = (more ? ',' : '') + (ends.has('/rules') ? rule : `"rules":[${rule}]`);
    this.#text.value = layout(text.slice(0, end) + added + text.slice(end));
    this.#changed();
    this.#jump(this.#at(`/rules/${rules.length}`));
  }

  async #put() {
    if (this.#save.disabled || !may('operator')) {
      return;
    }
    const text = this.#text.value;
    const why = h('input', { name: 'why', maxlength: 1000, autocomplete: 'off' });
    const time = h('input', { name: 'for', autocomplete: 'off', placeholder: 'for good' });
    const done = await ask({
      title: 'Put this policy in force?',
      text: 'It counts from the next session, and for open ones from their next message.',
      action: 'Put in force',
      fields: [field('Why', why, 'For the history'), field('For how long', time, 'Such as 10m; then it goes back by itself. Empty: for good.')],
      run: async (form) => {
        try {
          await call('PUT', '/policy', { raw: text, query: { why: form.get('why'), for: form.get('for') }, headers: { 'If-Match': this.#draft.etag } });
        } catch (e) {
          this.#checker.told(text, e.errors ?? []);
          throw e;
        }
      },
    });
    if (done) {
      this.#draft.forget();
      note('The policy is in force.');
      await this.#load(true);
    }
  }
}

customElements.define('bh-policy-editor', Editor);
export default Editor;
