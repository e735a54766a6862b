// SPDX-License-Identifier: Apache-2.0
/**
 * Makes elements. Text enters the page by text nodes alone: nothing that a client of the mail
 * server said is ever read as markup.
 */

/** @typedef {Node|string|number|null|undefined|false|Child[]} Child */

/**
 * An element.
 *
 * @param {string} tag
 * @param {Record<string, any>|null} [props] attributes; `on…` are listeners, `vars` are custom
 *     properties of CSS, and null, undefined and false are left out
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    set(element, name, value);
  }
  element.append(...nodes(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'vars') {
    for (const [key, each] of Object.entries(value)) {
      element.style.setProperty(key, String(each));
    }
  } else if (name === 'value' || name === 'checked' || name === 'indeterminate') {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** @param {Child[]} children @returns {Node[]} */
function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/** Puts these in place of all there was. */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
  return parent;
}

/** Sets a text if it differs: what did not change is not painted or read out again. */
export function say(element, text) {
  const next = String(text ?? '');
  if (element.textContent !== next) {
    element.textContent = next;
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** An element of SVG. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    element.setAttribute(name, String(value));
  }
  element.append(...nodes(children));
  return element;
}

const FOCUSABLE = 'a[href],button,input,select,textarea,summary,[tabindex]';
const kept = new WeakMap();

/**
 * Has a parent hold one element an item, in this order. Elements of items that did not change stay
 * as they are, so that focus, selection and scrolling live on while the page is live.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => Element} render
 * @param {(item: T) => unknown} [sign] what it looks like; all of it unless said
 */
export function keyed(parent, items, key, render, sign = (item) => item) {
  const before = kept.get(parent) ?? new Map();
  const after = new Map();
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const signature = JSON.stringify(sign(item));
    const old = before.get(id);
    let element = old?.element;
    if (!old || old.signature !== signature) {
      element = render(item);
      if (old && old.element.parentNode === parent) {
        place = place === old.element ? element : place;
        exchange(old.element, element);
      }
    }
    after.set(id, { element, signature });
    if (element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(element, place);
    }
  }
  const wanted = new Set([...after.values()].map((each) => each.element));
  [...parent.children].filter((each) => !wanted.has(each)).forEach((each) => each.remove());
  kept.set(parent, after);
}

/** Replaces; what had the focus in the old one has it in the new one. */
function exchange(old, element) {
  const focused = document.activeElement;
  const index = old.contains(focused) ? [...old.querySelectorAll(FOCUSABLE)].indexOf(focused) : -1;
  old.replaceWith(element);
  if (index >= 0) {
    element.querySelectorAll(FOCUSABLE)[index]?.focus({ preventScroll: true });
  }
}

let ids = 0;

/** An id nobody else has, to tie a label to its field. */
export function freshId() {
  ids += 1;
  return `id-${ids}`;
}
