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
    hear(element, name.slice(2), value);
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

/** What elements do on events, by their names: so it can be handed on to another element. */
const heard = new WeakMap();

function hear(element, type, task) {
  const tasks = heard.get(element) ?? new Map();
  heard.set(element, tasks);
  if (!tasks.has(type)) {
    element.addEventListener(type, (event) => tasks.get(type)?.call(element, event));
  }
  tasks.set(type, task);
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

/**
 * Has a parent hold these, which were made for it alone, and changes no more than what differs: what
 * is looked at again and again keeps focus, selection and scrolling, and nothing is read out twice.
 */
export function renew(parent, ...children) {
  holdingFocus(parent, () => arrange(parent, children));
  return parent;
}

/** Who is moved loses the focus. */
function holdingFocus(parent, task) {
  const focused = document.activeElement;
  const had = parent.contains(focused);
  task();
  if (had && document.activeElement !== focused && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

function arrange(parent, children) {
  let at = parent.firstChild;
  for (const node of nodes(children)) {
    let found = at;
    while (found && !alike(found, node)) {
      found = found.nextSibling;
    }
    if (found) {
      removeUpTo(at, found);
      adopt(found, node);
      at = found.nextSibling;
    } else {
      parent.insertBefore(node, at);
    }
  }
  removeUpTo(at, null);
}

function removeUpTo(first, end) {
  for (let at = first; at !== end; ) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** Whether one can become the other. What has a life of its own (a name with a dash) cannot. */
function alike(old, node) {
  return old === node || (old.nodeType === node.nodeType && old.nodeName === node.nodeName && !node.nodeName.includes('-'));
}

/** Makes an old node what a new one is. */
function adopt(old, node) {
  if (old === node || !(old instanceof Element)) {
    if (old.data !== node.data) {
      old.data = node.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!node.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of node.attributes) {
    // The policy for content forbids the attribute style, not what it is made of.
    if (old.getAttribute(name) !== value) {
      name === 'style' ? (old.style.cssText = value) : old.setAttribute(name, value);
    }
  }
  heard.get(old)?.forEach((task, type) => hear(old, type, null));
  heard.get(node)?.forEach((task, type) => hear(old, type, task));
  arrange(old, [...node.childNodes]);
}

const kept = new WeakMap();

/**
 * Has a parent hold one element an item, in this order. Elements of items stay, and only what
 * differs in them changes, so that focus, selection and scrolling live on while the page is live.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => Element} render
 * @param {(item: T) => unknown} [sign] what it looks like; all of it unless said
 */
export function keyed(parent, items, key, render, sign = (item) => item) {
  holdingFocus(parent, () => settle(parent, items, key, render, sign));
}

function settle(parent, items, key, render, sign) {
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
      if (old && old.element.parentNode === parent && alike(old.element, element)) {
        adopt(old.element, element);
        element = old.element;
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

let ids = 0;

/** An id nobody else has, to tie a label to its field. */
export function freshId() {
  ids += 1;
  return `id-${ids}`;
}
