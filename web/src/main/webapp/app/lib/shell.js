// SPDX-License-Identifier: Apache-2.0
import { account, logOut, may } from './account.js';
import { session } from './api.js';
import { fill, h } from './dom.js';
import { note, problem } from './problem.js';
import { href, route } from './router.js';
import { themeSwitch } from './theme.js';

/** Name in the URL, label, module; those of a role only with it. */
const PAGES = [
  ['', 'Overview', () => import('../pages/overview.js')],
  ['sessions', 'Sessions', () => import('../pages/sessions.js')],
  ['senders', 'Senders', () => import('../pages/senders.js')],
  ['policy', 'Policy', () => import('../pages/policy.js')],
  ['listeners', 'Listeners', () => import('../pages/listeners.js')],
  ['stats', 'Statistics', () => import('../pages/statistics.js')],
  ['history', 'History', () => import('../pages/history.js')],
  ['accounts', 'Accounts', () => import('../pages/accounts.js'), 'admin'],
  ['help', 'Help', () => import('../pages/help.js')],
];

/** What is around every page: where one can go, and who one is. */
export class Shell extends HTMLElement {
  #left = new AbortController();
  #main = h('main', { id: 'content' });
  #links = new Map();
  #shown = null;
  #wanted = 0;

  connectedCallback() {
    const nav = h('nav', { id: 'nav', 'aria-label': 'Pages' });
    for (const [name, label, , role] of PAGES) {
      if (!role || may(role)) {
        const link = h('a', { href: href(name) }, label);
        this.#links.set(name, link);
        nav.append(link);
      }
    }
    const menu = h('button', { type: 'button', class: 'menu', 'aria-expanded': 'false', 'aria-controls': 'side' }, 'Menu');
    const side = h(
      'aside',
      { class: 'side', id: 'side', 'aria-label': 'Menu' },
      nav,
      h(
        'div',
        { class: 'who' },
        h('p', { class: 'small' }, h('strong', null, account().name), h('span', { class: 'muted' }, ` ${account().role}`)),
        themeSwitch(),
        h('button', { type: 'button', class: 'quiet', 'data-log-out': true, onclick: () => this.#leave() }, 'Log out'),
        h('p', { class: 'small' }, h('a', { href: 'openapi/ui/' }, 'API'), ' · ', h('a', { href: 'health' }, 'Health'), ' · ', h('a', { href: 'metrics' }, 'Metrics')),
      ),
    );
    const toggle = (open) => {
      menu.setAttribute('aria-expanded', String(open));
      side.classList.toggle('open', open);
    };
    menu.addEventListener('click', () => toggle(menu.getAttribute('aria-expanded') !== 'true'));
    side.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        toggle(false);
        menu.focus();
      }
    });
    nav.addEventListener('click', () => toggle(false));
    fill(
      this,
      h(
        'header',
        { class: 'bar' },
        h('a', { class: 'brand', href: href('') }, h('img', { src: 'blackhole.svg', alt: '', width: 32, height: 32 }), 'Blackhole'),
        menu,
      ),
      side,
      this.#main,
    );
    addEventListener('hashchange', () => this.#go(), { signal: this.#left.signal });
    this.#go(true);
  }

  disconnectedCallback() {
    this.#left.abort();
  }

  async #go(first = false) {
    const to = route();
    const found = PAGES.find(([name, , , role]) => name === to.page && (!role || may(role)));
    this.#links.forEach((link, name) => {
      if (name === to.page) {
        link.setAttribute('aria-current', 'page');
      } else {
        link.removeAttribute('aria-current');
      }
    });
    if (this.#shown?.name === to.page) {
      this.#shown.page.route = to;
      this.#shown.page.show();
      return;
    }
    this.#wanted += 1;
    const mine = this.#wanted;
    if (!found) {
      this.#shown = null;
      fill(this.#main, h('h1', { tabindex: '-1' }, 'There is no such page'), h('p', null, h('a', { href: href('') }, 'Go to the overview')));
      return;
    }
    try {
      const { default: Kind } = await found[2]();
      if (mine !== this.#wanted) {
        return;
      }
      const page = new Kind();
      page.route = route();
      fill(this.#main, page);
      this.#shown = { name: to.page, page };
      document.title = `${found[1]} · Blackhole`;
      page.show();
    } catch (e) {
      this.#shown = null;
      fill(this.#main, h('h1', { tabindex: '-1' }, found[1]), problem(e, h('p', null, 'Load the page anew; the server may have another version now.')));
    }
    if (!first) {
      scrollTo(0, 0);
      this.#main.querySelector('h1')?.focus({ preventScroll: true });
    }
  }

  async #leave() {
    try {
      await logOut();
    } catch (e) {
      if (e.status !== 401) {
        note(e.message);
        return;
      }
    }
    session.dispatchEvent(new Event('left'));
  }
}

customElements.define('bh-shell', Shell);
