// SPDX-License-Identifier: Apache-2.0
import { may } from '../lib/account.js';
import { call, segment } from '../lib/api.js';
import { ask, field } from '../lib/dialog.js';
import { fill, h, say } from '../lib/dom.js';
import { Page } from '../lib/page.js';
import { note } from '../lib/problem.js';
import { go, href } from '../lib/router.js';
import { Checker } from './checker.js';
import { difference } from './diff.js';
import { Draft } from './draft.js';
import { layout } from './layout.js';
import { line, parts, place, read } from './places.js';

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
  #text = h('textarea', { 'aria-label': 'Policy, as JSON', spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none', wrap: 'off', readonly: true });
  #gutter = h('div', { class: 'gutter', 'aria-hidden': 'true' });
  #faults = h('ul', { class: 'faults', 'aria-label': 'Faults' });
  #verdict = h('p', { class: 'small', role: 'status' }, '\u00a0');
  #about = h('div', null, h('p', { class: 'small' }, '\u00a0'));
  #diff = h('div');
  #save = h('button', { type: 'button', class: 'primary', 'data-save': true, onclick: () => this.#put() }, 'Put in force…');
  #checker = new Checker(this.signal, (result) => this.#mark(result));
  #draft = new Draft();
  /** What is in force, as it was read last, and its revision. */
  #base = '';
  #inForce = null;
  /** The revision that what is written here was begun on. */
  #etag = null;

  build() {
    this.#text.addEventListener('input', () => this.#changed());
    this.#text.addEventListener('scroll', () => (this.#gutter.scrollTop = this.#text.scrollTop));
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#put();
      }
    });
    addEventListener('beforeunload', (event) => this.#isBegun() && event.preventDefault(), { signal: this.signal });
    const tools = [
      h('button', { type: 'button', onclick: () => this.#lay() }, 'Lay out'),
      h('button', { type: 'button', onclick: () => this.#compare() }, 'What differs'),
      h('button', { type: 'button', 'data-anew': true, onclick: () => this.#anew() }, 'Begin anew'),
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
    if (!(await this.#load())) {
      return;
    }
    if (query.get('revision') && may('operator')) {
      if ((await this.#open(query.get('revision'))) && !this.signal.aborted) {
        go(href('policy/edit'), { replace: true });
      }
    } else if (query.get('add') && may('operator')) {
      this.#add();
      go(href('policy/edit'), { replace: true });
    } else if (query.get('at')) {
      this.#jump(this.#at(query.get('at')));
    }
  }

  /** What is in force, or what was begun; whether that is known. */
  #load() {
    return this.attempt(async () => {
      const { body, etag } = await call('GET', '/policy', { text: true, signal: this.signal });
      this.#base = layout(body);
      this.#inForce = etag;
      const begun = this.#draft.take();
      const text = begun?.text ?? this.#base;
      this.#etag = begun?.etag ?? etag;
      if (text === this.#base) {
        this.#draft.forget();
        this.#etag = etag;
      }
      if (this.#text.value !== text) {
        this.#text.value = text;
      }
      this.#text.readOnly = !may('operator');
      fill(this.#diff);
      this.#tell();
      await this.#checker.check(text);
    });
  }

  /** Whether there is anything to lose. */
  #isBegun() {
    return this.#inForce !== null && this.#text.value !== this.#base;
  }

  /** What this is that is written here, and whether somebody else was faster. */
  #tell() {
    if (!this.#isBegun()) {
      fill(this.#about, h('p', { class: 'small muted' }, may('operator') ? 'Faults show at their line while you type. Nothing is in force before you say so.' : 'To change it takes the role operator.'));
    } else if (this.#etag === this.#inForce) {
      fill(this.#about, h('p', { class: 'panel', role: 'status' }, 'This is what you began to write; it is not in force yet.'));
    } else {
      fill(
        this.#about,
        h(
          'div',
          { class: 'panel', role: 'alert', 'data-conflict': true },
          h('p', null, h('strong', null, 'Somebody else has changed the policy'), ' since you began to write. Yours is here; theirs is in force.'),
          h(
            'div',
            { class: 'row' },
            h('button', { type: 'button', 'data-differs': true, onclick: () => this.#compare() }, 'What differs'),
            h('button', { type: 'button', 'data-mine': true, onclick: () => this.#keepMine() }, 'Keep mine'),
            h('button', { type: 'button', 'data-theirs': true, onclick: () => this.#anew() }, 'Take theirs'),
          ),
        ),
      );
    }
  }

  /** To be put in force in place of theirs. */
  #keepMine() {
    this.#etag = this.#inForce;
    this.#draft.keep(this.#text.value, this.#etag);
    this.#tell();
    note('Yours takes the place of theirs once you put it in force.');
    this.#text.focus({ preventScroll: true });
  }

  /** From what is in force, once it is sure that what was begun may go. */
  async #anew() {
    const done = this.#isBegun() && (await this.#drop());
    if (done || !this.#isBegun()) {
      this.#draft.forget();
      await this.#load();
      this.#text.focus({ preventScroll: true });
    }
  }

  #drop() {
    return ask({ title: 'Drop what you wrote?', text: 'What you began to write in the editor is gone then. The policy in force does not change.', action: 'Drop it', danger: true, run: async () => {} });
  }

  /** An older document, in place of what is written here. */
  #open(revision) {
    return this.attempt(async () => {
      const { body } = await call('GET', `/policy/revisions/${segment(revision)}`, { text: true, signal: this.signal });
      if ((!this.#isBegun() || (await this.#drop())) && !this.signal.aborted) {
        this.#etag = this.#inForce;
        this.#text.value = layout(parts(body)('/policy'));
        this.#changed();
        this.#tell();
      }
    });
  }

  #changed() {
    if (this.#isBegun()) {
      this.#draft.keep(this.#text.value, this.#etag);
    } else {
      this.#draft.forget();
    }
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
    let late = false;
    const done = await ask({
      title: 'Put this policy in force?',
      text: 'It counts from the next session, and for open ones from their next message.',
      action: 'Put in force',
      fields: [field('Why', why, 'For the history'), field('For how long', time, 'Such as 10m; then it goes back by itself. Empty: for good.')],
      run: async (form) => {
        try {
          await call('PUT', '/policy', { raw: text, query: { why: form.get('why'), for: form.get('for') }, headers: { 'If-Match': this.#etag } });
        } catch (e) {
          if (e.status === 412) {
            late = true; // the choice is not one for this dialog
            return;
          }
          this.#checker.told(text, e.errors ?? []);
          throw e;
        }
      },
    });
    if (late) {
      await this.#load();
      (this.#about.querySelector('button') ?? this.#text).focus();
      note('Nothing was changed: somebody else was faster.');
    } else if (done) {
      this.#draft.forget();
      note('The policy is in force.');
      await this.#load();
    }
  }
}

customElements.define('bh-policy-editor', Editor);
export default Editor;
