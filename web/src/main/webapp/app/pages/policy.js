// SPDX-License-Identifier: Apache-2.0
import { fill, h } from '../lib/dom.js';
import { Page } from '../lib/page.js';
import { problem } from '../lib/problem.js';
import { href } from '../lib/router.js';

const PARTS = [
  ['', 'Rules', () => import('../policy/rules.js')],
  ['edit', 'Edit', () => import('../policy/editor.js')],
  ['try', 'Try', () => import('../policy/try.js')],
  ['revisions', 'Revisions', () => import('../policy/revisions.js')],
];

/** How mail is answered: the rules, and the ways to change them and to look at them. */
class Policy extends Page {
  #tabs = h('nav', { class: 'tabs', 'aria-label': 'Policy' });
  #place = h('div');
  #shown = null;

  build() {
    fill(this, this.head('Policy'), this.#tabs, this.#place);
  }

  async show() {
    const name = this.route.rest[0] ?? '';
    const found = PARTS.find(([part]) => part === name) ?? PARTS[0];
    fill(
      this.#tabs,
      PARTS.map(([part, label]) =>
        h('a', { href: href(part ? `policy/${part}` : 'policy'), 'aria-current': part === found[0] ? 'page' : null }, label),
      ),
    );
    const asked = this.route;
    try {
      const { default: Part } = await found[2]();
      if (asked !== this.route) {
        return;
      }
      if (!(this.#shown instanceof Part)) {
        this.#shown = new Part();
        this.#shown.route = this.route;
        fill(this.#place, this.#shown);
      }
      this.#shown.route = this.route;
      this.#shown.show();
    } catch (e) {
      fill(this.#place, problem(e));
    }
  }
}

customElements.define('bh-policy', Policy);
export default Policy;
