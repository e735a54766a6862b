// SPDX-License-Identifier: Apache-2.0
import { call, get } from '../lib/api.js';
import { field, select } from '../lib/dialog.js';
import { fill, h } from '../lib/dom.js';
import { Page } from '../lib/page.js';
import { code, table } from '../lib/parts.js';
import { go, href } from '../lib/router.js';
import { Draft } from './draft.js';
import { parts } from './places.js';

const TEXTS = {
  client: ['Client', '192.0.2.1'],
  helo: ['HELO', 'client.example'],
  user: ['User', ''],
  sender: ['Sender', 'me@here.test'],
  recipients: ['Recipients', 'you@there.test, …'],
  size: ['Size in octets', ''],
};
const NAMES = ['listener', 'tls', 'headers', 'draft', ...Object.keys(TEXTS)];

/** What would happen to a session, stage by stage, and why. Changes nothing. */
class Try extends Page {
  #inputs = {};
  #form = h('form', { class: 'stack' });
  #result = h('div', { class: 'stack', 'aria-live': 'polite' });
  #run = 0;

  build() {
    for (const [name, [, hint]] of Object.entries(TEXTS)) {
      this.#inputs[name] = h('input', { name, placeholder: hint, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', inputmode: name === 'size' ? 'numeric' : null });
    }
    this.#inputs.tls = select('tls', [['', 'as the listener has it'], ['true', 'TLS'], ['false', 'plain']], '');
    this.#inputs.listener = select('listener', [['', 'the first']], '');
    this.#inputs.headers = h('textarea', { name: 'headers', rows: 2, placeholder: 'Subject: an invoice', spellcheck: 'false' });
    this.#inputs.draft = select('draft', [['', 'in force'], ['1', 'in the editor']], '');
    const labelled = ([name, [label]]) => field(label, this.#inputs[name]);
    fill(
      this.#form,
      h(
        'div',
        { class: 'fields' },
        field('Policy', this.#inputs.draft),
        field('Listener', this.#inputs.listener),
        Object.entries(TEXTS).map(labelled),
        field('TLS', this.#inputs.tls),
      ),
      field('Header fields, one a line', this.#inputs.headers),
      h('div', { class: 'actions' }, h('a', { class: 'button', href: href('policy/try') }, 'Clear'), h('button', { type: 'submit', class: 'primary' }, 'Try')),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const query = Object.fromEntries(NAMES.map((name) => [name, this.#inputs[name].value.trim()]));
      const to = href('policy/try', { ...query, run: '1' });
      if (to === location.hash) {
        this.show();
      } else {
        go(to);
      }
    });
    fill(this, this.problems, h('div', { class: 'stack' }, h('section', { class: 'panel' }, h('p', { class: 'muted' }, 'A session that is only thought of: decided by the code that decides for real ones, on the counts as they are. What is left out is as usual; mail to a recipient is from me@here.test then.'), this.#form), this.#result));
    this.attempt(async () => {
      const { items } = await get('/listeners?limit=1000', null, this.signal);
      this.#inputs.listener.append(...items.map((l) => h('option', { value: l.name }, l.name)));
      this.#inputs.listener.value = this.route.query.get('listener') ?? '';
    });
  }

  show() {
    const { query } = this.route;
    for (const name of NAMES) {
      this.#inputs[name].value = query.get(name) ?? '';
    }
    fill(this.#result);
    if (query.get('run')) {
      this.#try(query);
    }
  }

  #try(query) {
    this.#run += 1;
    const mine = this.#run;
    return this.attempt(async () => {
      const { body } = await call('POST', '/policy/try', { raw: asked(query), text: true, signal: this.signal });
      if (mine === this.#run) {
        this.#show(JSON.parse(body), parts(body)('/seed'));
      }
    });
  }

  /** @param {string} seed with all its digits */
  #show({ stages, listener, revision, ordinal }, seed) {
    const { element, body } = table('Stage by stage', ['Stage', 'Answer', 'Rule', 'Delay', 'Acted', 'Counted']);
    body.append(
      ...stages.map((s) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, s.stage, s.recipient ? h('div', { class: 'small muted' }, s.recipient) : null),
          h('td', { class: 'paths' }, answer(s.answer)),
          h('td', null, s.rule ?? h('span', { class: 'muted' }, s.mode ? `mode ${s.mode}` : '–')),
          h('td', null, s.delay ?? '–'),
          h('td', null, s.acted.length ? s.acted.join(', ') : '–', s.tags.map((tag) => [' ', h('span', { class: 'tag' }, tag)])),
          h('td', null, s.counted.map((c) => h('div', { class: 'small' }, `${c.name}: ${c.before} before`, Object.entries(c.key).map(([k, v]) => `, ${k} ${v}`)))),
        ),
      ),
    );
    fill(this.#result, element, h('p', { class: 'small muted' }, `On ${listener}, revision ${revision}, as session ${ordinal} of seed ${seed}.`));
  }
}

function answer(text) {
  const match = /^(\d{3})(.*)$/s.exec(text);
  return match ? [code(match[1]), match[2]] : text;
}

/** The body, as text: a draft keeps every digit. */
function asked(query) {
  const body = {};
  for (const name of ['listener', 'client', 'helo', 'user', 'sender']) {
    if (query.get(name)) {
      body[name] = query.get(name);
    }
  }
  if (query.get('recipients')) {
    body.recipients = query.get('recipients').split(/[\s,]+/).filter(Boolean);
  }
  // Without a sender a session ends before its recipients.
  if (body.recipients && body.sender === undefined) {
    body.sender = TEXTS.sender[1];
  }
  if (query.get('size')) {
    body.size = Number(query.get('size'));
  }
  if (query.get('tls')) {
    body.tls = query.get('tls') === 'true';
  }
  if (query.get('headers')) {
    body.headers = headers(query.get('headers'));
  }
  const text = JSON.stringify(body);
  const draft = query.get('draft') ? new Draft().take() : null;
  return draft ? `${text.slice(0, -1)}${text === '{}' ? '' : ','}"policy":${draft.text}}` : text;
}

function headers(text) {
  const result = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      const name = line.slice(0, colon).trim();
      result[name] = [...(result[name] ?? []), line.slice(colon + 1).trim()];
    }
  }
  return result;
}

customElements.define('bh-try', Try);
export default Try;
