// SPDX-License-Identifier: Apache-2.0
import { h } from '../lib/dom.js';

const AROUND = 3;

/**
 * What differs between two texts, line by line: the longest common subsequence. Pure.
 *
 * @returns {{kind: ''|'added'|'removed', text: string}[]}
 */
export function diff(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail += 1;
  }
  const same = (lines) => lines.map((text) => ({ kind: '', text }));
  return [
    ...same(a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

function middle(a, b) {
  if (a.length * b.length > 4_000_000) {
    return [...a.map((text) => ({ kind: 'removed', text })), ...b.map((text) => ({ kind: 'added', text }))];
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const result = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      result.push({ kind: '', text: a[i] });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      result.push({ kind: 'removed', text: a[i] });
      i += 1;
    } else {
      result.push({ kind: 'added', text: b[j] });
      j += 1;
    }
  }
  return result;
}

/** The same as a page shows it, with some lines around what differs. */
export function difference(label, before, after) {
  const lines = diff(before, after);
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((l) => l.kind));
  const shown = [];
  lines.forEach((l, i) => {
    if (near[i]) {
      const sign = { added: '+ ', removed: '- ', '': '  ' }[l.kind];
      shown.push(h('div', { class: l.kind }, sign + l.text));
    } else if (i === 0 || near[i - 1]) {
      shown.push(h('div', { class: 'skipped' }, '⋯'));
    }
  });
  return h('div', { class: 'diff', role: 'region', 'aria-label': label, tabindex: '0' }, near.some(Boolean) ? shown : h('div', { class: 'skipped' }, 'No difference'));
}
