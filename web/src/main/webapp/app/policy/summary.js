// SPDX-License-Identifier: Apache-2.0
import { h } from '../lib/dom.js';
import { mode } from '../lib/format.js';

/** Rules in words, short enough for a line of a table. */

/** A value as text. */
function text(value) {
  if (Array.isArray(value)) {
    return value.map(text).join(' or ');
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).map(([k, v]) => `${k} ${text(v)}`).join(', ');
  }
  return value === '' ? '<>' : String(value);
}

/** The conditions of a rule. */
export function conditions(when) {
  const all = Object.entries(when ?? {});
  return all.length
    ? all.map(([name, value]) => h('span', { class: 'condition' }, h('b', null, name), ' ', h('code', null, text(value))))
    : h('span', { class: 'muted' }, 'always');
}

/** What a script says, in words. */
export function script(value) {
  if (!value) {
    return null;
  }
  const per = value.per ? ` per ${[value.per].flat().join(', ')}` : '';
  const words = ['first', 'after', 'every', 'times'].filter((w) => value[w] !== undefined).map((w) => `${w} ${value[w]}`);
  if (value.sequence) {
    words.push(`${value.sequence.length} in sequence${value.repeat ? ', again and again' : ''}`);
  }
  return words.join(', ') + per;
}

/** What is done. */
export function action(then) {
  if (!then) {
    return '';
  }
  const parts = [];
  if (then.reply) {
    parts.push([then.reply].flat().join(' / '));
  }
  for (const name of ['accept', 'close', 'reset', 'acceptThenPlain']) {
    if (then[name]) {
      parts.push(name);
    }
  }
  if (then.choose) {
    parts.push(`one of ${then.choose.length}: ${then.choose.map((c) => action(c.then)).join(' | ')}`);
  }
  if (then.mode) {
    parts.push(`mode ${mode(then.mode)}`);
  }
  for (const name of ['hang', 'alert', 'garbage', 'stall', 'certificate', 'version', 'refuse', 'delay', 'throttle', 'throttleReplies', 'tag']) {
    if (then[name] !== undefined) {
      parts.push(`${name} ${text(then[name])}`);
    }
  }
  return parts.join(', ');
}
