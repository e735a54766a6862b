// SPDX-License-Identifier: Apache-2.0
import { logIn } from './account.js';
import { field } from './dialog.js';
import { fill, h } from './dom.js';
import { problem } from './problem.js';
import { themeSwitch } from './theme.js';

/** The way in. Where somebody wanted to go stays in the URL. */
export class LogIn extends HTMLElement {
  /** Whether a session ended by itself. */
  expired = false;

  connectedCallback() {
    const place = h('div', { class: 'problems' });
    const name = h('input', { name: 'name', autocomplete: 'username', required: true, autocapitalize: 'none', spellcheck: 'false' });
    const password = h('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true });
    const button = h('button', { class: 'primary', type: 'submit' }, 'Log in');
    const form = h(
      'form',
      { class: 'login' },
      field('Name', name),
      field('Password', password),
      place,
      button,
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.disabled = true;
      try {
        await logIn(name.value, password.value);
        this.dispatchEvent(new Event('in'));
      } catch (e) {
        place.replaceChildren(problem(e));
        button.disabled = false;
        password.select();
      }
    });
    fill(
      this,
      h(
        'main',
        { class: 'gate', id: 'content' },
        h('div', { class: 'hole', 'aria-hidden': 'true' }),
        h(
          'div',
          { class: 'gate-card' },
          h('h1', { tabindex: '-1' }, 'Blackhole'),
          h('p', { class: 'muted' }, this.expired ? 'Your session has ended. Log in to go on where you were.' : 'Mail goes in. Numbers come out.'),
          form,
          h(
            'p',
            { class: 'muted small' },
            'At first start the account is ',
            h('code', null, 'admin'),
            '; its password was set, or stands in the file that the server’s log names.',
          ),
          h('p', { class: 'small' }, h('a', { href: 'openapi/ui/' }, 'API'), ' · ', h('a', { href: 'health' }, 'Health'), ' · ', themeSwitch()),
        ),
      ),
    );
    name.focus();
  }
}

customElements.define('bh-login', LogIn);
