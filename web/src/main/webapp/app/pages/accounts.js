// SPDX-License-Identifier: Apache-2.0
import { account } from '../lib/account.js';
import { call, get, segment } from '../lib/api.js';
import { ask, field, select } from '../lib/dialog.js';
import { fill, h, keyed } from '../lib/dom.js';
import { Page } from '../lib/page.js';
import { table } from '../lib/parts.js';
import { note } from '../lib/problem.js';

const ROLES = [['viewer', 'viewer: reads'], ['operator', 'operator: changes, too'], ['admin', 'admin: looks after accounts, too']];

const password = (name = 'password') =>
  h('input', { name, type: 'password', autocomplete: 'new-password', minlength: 8, maxlength: 1024, required: true });

/** Who may log in, and what they may do then. */
class Accounts extends Page {
  #table = table('Accounts', ['Name', 'Role', '']);

  build() {
    fill(
      this,
      this.head('Accounts', h('button', { type: 'button', class: 'primary', 'data-add': true, onclick: () => this.#add() }, 'Add an account')),
      h('div', { class: 'stack' }, h('p', { class: 'muted' }, 'Changes count at once, in sessions that are open too.'), this.#table.element),
    );
    this.#load();
  }

  #load() {
    return this.attempt(async () => {
      const { items } = await get('/accounts?limit=1000', null, this.signal);
      keyed(this.#table.body, items, (a) => a.name, (a) => this.#row(a));
    });
  }

  #row({ name, role }) {
    const own = name === account().name;
    return h(
      'tr',
      { 'data-account': name },
      h('th', { scope: 'row' }, name, own ? h('small', { class: 'muted' }, ' (you)') : null),
      h('td', null, role),
      h(
        'td',
        null,
        h(
          'div',
          { class: 'actions' },
          h('button', { type: 'button', class: 'tight', onclick: () => this.#role(name, role) }, 'Role', h('span', { class: 'visually-hidden' }, ` of ${name}`)),
          h('button', { type: 'button', class: 'tight', onclick: () => this.#password(name, own) }, 'Password', h('span', { class: 'visually-hidden' }, ` of ${name}`)),
          h('button', { type: 'button', class: 'tight danger', onclick: () => this.#remove(name, own) }, 'Delete', h('span', { class: 'visually-hidden' }, ` ${name}`)),
        ),
      ),
    );
  }

  async #done(asked, text) {
    if (await asked) {
      note(text);
      this.#load();
    }
  }

  #add() {
    return this.#done(
      ask({
        title: 'Add an account',
        text: 'It may log in at once.',
        action: 'Add',
        fields: [
          field('Name', h('input', { name: 'name', required: true, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' }), '1 to 64 letters, digits or . _ @ -'),
          field('Role', select('role', ROLES, 'viewer')),
          field('Password', password(), 'At least 8 characters'),
        ],
        run: (form) => call('POST', '/accounts', { body: Object.fromEntries(form) }),
      }),
      'The account was added.',
    );
  }

  #role(name, role) {
    return this.#done(
      ask({
        title: `Role of ${name}`,
        text: 'It counts from the next call on.',
        action: 'Change',
        fields: [field('Role', select('role', ROLES, role))],
        run: (form) => call('PATCH', `/accounts/${segment(name)}`, { body: { role: form.get('role') } }),
      }),
      `${name} has another role.`,
    );
  }

  #password(name, own) {
    return this.#done(
      ask({
        title: `Password of ${name}`,
        text: own ? 'All your sessions end, this one too: you log in again with the new password.' : 'All sessions of this account end.',
        action: 'Change',
        fields: [field('New password', password(), 'At least 8 characters')],
        run: (form) => call('PATCH', `/accounts/${segment(name)}`, { body: { password: form.get('password') } }),
      }),
      `${name} has another password.`,
    );
  }

  #remove(name, own) {
    return this.#done(
      ask({
        title: `Delete ${name}?`,
        text: own ? 'This is your own account: you are logged out at once.' : 'Its sessions end at once.',
        action: 'Delete',
        danger: true,
        run: () => call('DELETE', `/accounts/${segment(name)}`),
      }),
      `${name} is deleted.`,
    );
  }
}

customElements.define('bh-accounts', Accounts);
export default Accounts;
