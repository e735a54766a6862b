// SPDX-License-Identifier: Apache-2.0
/**
 * Lays JSON out: short things on a line, long ones one entry a line. Works on the text alone, so that
 * no number loses digits on its way through the editor. Pure.
 */

const WIDTH = 96;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** @param {string} text that is JSON */
export function layout(text) {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const next = () => tokens[at++];
  const node = () => {
    const first = next();
    if (first !== '{' && first !== '[') {
      return first;
    }
    const close = first === '{' ? '}' : ']';
    const entries = [];
    while (tokens[at] !== close && at < tokens.length) {
      const name = first === '{' ? `${next()}: ` : '';
      if (name) {
        next();
      }
      entries.push([name, node()]);
      if (tokens[at] === ',') {
        at += 1;
      }
    }
    at += 1;
    return { open: first, close, entries };
  };
  return write(node(), 0);
}

function flat(node) {
  if (typeof node === 'string') {
    return node;
  }
  const inner = node.entries.map(([name, each]) => name + flat(each)).join(', ');
  return node.open === '{' && inner ? `{ ${inner} }` : node.open + inner + node.close;
}

function write(node, depth) {
  const line = flat(node);
  const indent = '  '.repeat(depth);
  if (typeof node === 'string' || !node.entries.length || (depth > 0 && indent.length + line.length <= WIDTH)) {
    return line;
  }
  const entries = node.entries.map(([name, each]) => `${indent}  ${name}${write(each, depth + 1)}`);
  return `${node.open}\n${entries.join(',\n')}\n${indent}${node.close}`;
}
