// SPDX-License-Identifier: Apache-2.0
import { h, renew } from './dom.js';
import { problem } from './problem.js';

/**
 * A page of the console: made when it is gone to, told of each new URL of its own, and done with
 * all that it began when it is left.
 */
export class Page extends HTMLElement {
  #left = new AbortController();
  /** What failed by itself, which goes by itself, and what somebody wanted and did not get. */
  #polled = h('div', { class: 'problems' });
  #wanted = h('div', { class: 'problems' });
  #place = h('div', { class: 'problems' }, this.#polled, this.#wanted);

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

  /**
   * Does something, and tells if it fails; whether it did not.
   *
   * @param {() => Promise<void>} task
   */
  attempt(task, place = this.#wanted) {
    return Promise.resolve()
      .then(task)
      .then(
        () => {
          if (place.firstChild) {
            place.replaceChildren();
          }
          return true;
        },
        (error) => {
          this.#tell(error, place);
          return false;
        },
      );
  }

  #tell(error, place) {
    // Who is not logged in any more is shown the way in.
    if (error.name === 'AbortError' || this.signal.aborted || error.status === 401) {
      return;
    }
    if (place === this.#polled) {
      renew(place, problem(error)); // the same once more is not told once more
    } else {
      place.replaceChildren(problem(error));
    }
  }

  /** Tells what went wrong with what is tried again by itself. */
  failed(error) {
    this.#tell(error, this.#polled);
  }

  /** It goes well again. */
  settled() {
    renew(this.#polled);
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
    let again = false;
    const run = async () => {
      clearTimeout(timer);
      again = running;
      if (running || this.signal.aborted) {
        return;
      }
      if (!document.hidden) {
        running = true;
        do {
          again = false;
          await this.attempt(task, this.#polled);
        } while (again && !this.signal.aborted);
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
