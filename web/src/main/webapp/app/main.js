// SPDX-License-Identifier: Apache-2.0
import { account, resume } from './lib/account.js';
import { session } from './lib/api.js';
import { fill, h } from './lib/dom.js';
import { LogIn } from './lib/login.js';
import { problem } from './lib/problem.js';
import { Shell } from './lib/shell.js';

/** Shows the way in to who is not logged in, and all else to who is. */
class App extends HTMLElement {
  async connectedCallback() {
    session.addEventListener('lost', () => this.#gate(true));
    session.addEventListener('left', () => this.#gate(false));
    document.querySelector('[data-skip]').addEventListener('click', (event) => {
      event.preventDefault();
      const content = document.getElementById('content');
      (content?.querySelector('h1') ?? content)?.focus();
      content?.scrollIntoView();
    });
    try {
      await resume();
    } catch (e) {
      const again = h('button', { type: 'button', onclick: () => location.reload() }, 'Try again');
      fill(this, h('main', { class: 'plain', id: 'content' }, h('h1', null, 'Blackhole'), problem(e, again)));
      return;
    }
    if (account()) {
      this.#inside();
    } else {
      this.#gate(false);
    }
  }

  #gate(expired) {
    document.querySelectorAll('dialog').forEach((dialog) => dialog.close());
    document.title = 'Log in · Blackhole';
    const gate = new LogIn();
    gate.expired = expired;
    gate.addEventListener('in', () => this.#inside());
    fill(this, gate);
  }

  #inside() {
    fill(this, new Shell());
  }
}

customElements.define('bh-app', App);
