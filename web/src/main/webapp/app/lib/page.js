// SPDX-License-Identifier: Apache-2.0
import { h } from './dom.js';
import { problem } from './problem.js';

/**
 * A page of the console: made when it is gone to, told of each new URL of its own, and done with
 * all that it began when it is left.
 */
export class Page extends HTMLElement {
  #left = new AbortController();
  #place = h('div', { class: 'problems' });

  /** @type {import('./router.js').Route} */
  route;

  /** What the tab says. */
  static heading = '';

  /** Where it tells what went wrong; part of its head, or wherever else it is put. */
  get problems() {
    return this.#place;
  }

  /** Aborts when the page is left. */
  get signal() {
    return this.#left.signal;
  }

  connectedCallback() {
    this.build();
  }

  disconnectedCallback() {
    this.#left.abort();
  }

  /** Makes what stays. */
  build() {}

  /** Shows what a URL asks for; called at first and with each new one. */
  show() {}

  /**
   * The head of the page.
   *
   * @param {string} title
   * @param {...import('./dom.js').Child} beside what stands beside the title
   */
  head(title, ...beside) {
    return h(
      'header',
      { class: 'page-head' },
      h('h1', { tabindex: '-1' }, title),
      h('div', { class: 'beside' }, ...beside),
      this.#place,
    );
  }

  /** Tells of what went wrong, and what to do. */
  tell(error) {
    if (error.name === 'AbortError' || this.signal.aborted || error.status === 401) {
      return;
    }
    this.#place.replaceChildren(problem(error));
  }

  /** What went wrong is over. */
  fine() {
    if (this.#place.firstChild) {
      this.#place.replaceChildren();
    }
  }

  /** Does something, and tells if it fails; whether it did not. */
  async attempt(task) {
    try {
      await task();
      this.fine();
      return true;
    } catch (e) {
      this.tell(e);
      return false;
    }
  }

  /**
   * Does something now, and again and again while somebody looks.
   *
   * @param {number} ms from the end of one to the beginning of the next
   * @param {() => Promise<void>} task
   * @returns {() => void} does it at once
   */
  every(ms, task) {
    let timer = 0;
    let running = false;
    const run = async () => {
      clearTimeout(timer);
      if (running || this.signal.aborted) {
        return;
      }
      if (!document.hidden) {
        running = true;
        await this.attempt(task);
        running = false;
      }
      timer = setTimeout(run, ms);
    };
    document.addEventListener('visibilitychange', run, { signal: this.signal });
    this.signal.addEventListener('abort', () => clearTimeout(timer));
    run();
    return run;
  }
}
