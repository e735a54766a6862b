// SPDX-License-Identifier: Apache-2.0
/** JSON with the place of everything in it, so that a fault can be shown where it is. Pure. */

/** What is no JSON, and where. */
export class NoJson extends Error {
  constructor(message, offset) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Reads a text (RFC 8259).
 *
 * @param {string} text
 * @returns {{value: any, places: Map<string, number>, ends: Map<string, number>,
 *     texts: Map<string, [number, number]>, twice: {pointer: string, name: string}[]}} places are
 *     offsets by JSON pointer (RFC 6901): of a member that of its name, else of the value; ends those
 *     of closing brackets; texts where each value begins and ends
 * @throws {NoJson}
 */
export function read(text) {
  const places = new Map();
  const ends = new Map();
  const texts = new Map();
  const twice = [];
  let at = 0;

  const fail = (message) => {
    throw new NoJson(message, at);
  };
  const blank = () => {
    while (at < text.length && ' \t\r\n'.includes(text[at])) {
      at += 1;
    }
  };
  const expect = (char, what) => {
    blank();
    if (text[at] !== char) {
      fail(at < text.length ? `expected ${what} here` : `expected ${what}, but the text ends`);
    }
    at += 1;
  };

  const string = () => {
    const start = at;
    at += 1;
    while (text[at] !== '"') {
      if (at >= text.length || text[at] === '\n') {
        at = start;
        fail('a text that is not closed');
      }
      at += text[at] === '\\' ? 2 : 1;
    }
    at += 1;
    try {
      return JSON.parse(text.slice(start, at));
    } catch {
      at = start;
      return fail('a text with a wrong escape or a control character');
    }
  };

  const scalar = () => {
    const match = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/.exec(text.slice(at, at + 400));
    if (!match) {
      fail(at < text.length ? 'this is no value' : 'expected a value, but the text ends');
    }
    at += match[0].length;
    return JSON.parse(match[0]);
  };

  const object = (pointer) => {
    const result = {};
    at += 1;
    blank();
    if (text[at] === '}') {
      ends.set(pointer, at);
      at += 1;
      return result;
    }
    for (;;) {
      blank();
      const place = at;
      if (text[at] !== '"') {
        fail('expected a name in quotes');
      }
      const name = string();
      const here = `${pointer}/${escape(name)}`;
      if (Object.hasOwn(result, name)) {
        twice.push({ pointer: here, name });
      }
      expect(':', 'a colon');
      const value = any(here);
      Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
      places.set(here, place);
      blank();
      if (text[at] === '}') {
        ends.set(pointer, at);
        at += 1;
        return result;
      }
      expect(',', 'a comma or }');
    }
  };

  const array = (pointer) => {
    const result = [];
    at += 1;
    blank();
    if (text[at] === ']') {
      ends.set(pointer, at);
      at += 1;
      return result;
    }
    for (;;) {
      result.push(any(`${pointer}/${result.length}`));
      blank();
      if (text[at] === ']') {
        ends.set(pointer, at);
        at += 1;
        return result;
      }
      expect(',', 'a comma or ]');
    }
  };

  const any = (pointer) => {
    blank();
    const start = at;
    places.set(pointer, start);
    const value = kind(pointer);
    texts.set(pointer, [start, at]);
    return value;
  };

  const kind = (pointer) => {
    switch (text[at]) {
      case '{':
        return object(pointer);
      case '[':
        return array(pointer);
      case '"':
        return string();
      default:
        return scalar();
    }
  };

  const value = any('');
  blank();
  if (at < text.length) {
    fail('nothing may follow the document');
  }
  return { value, places, ends, texts, twice };
}

/**
 * Parts of a document as they stand there. A number may have more digits than one of JavaScript: what
 * is sent back to the server comes from its text, never from what was made of it.
 *
 * @param {string} text that is JSON
 * @returns {(pointer: string) => string|null} null for what is not there
 */
export function parts(text) {
  const { texts } = read(text);
  return (pointer) => (texts.has(pointer) ? text.slice(...texts.get(pointer)) : null);
}

/** A name as a part of a pointer. */
export const escape = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The pointer of a URI fragment, as the API has it: `#/rules/0`. */
export function unfragment(fragment) {
  const text = fragment.replace(/^#/, '');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The offset of a pointer, or of the nearest that is there around it. */
export function place(places, pointer) {
  for (let p = pointer; p !== ''; p = p.slice(0, p.lastIndexOf('/'))) {
    if (places.has(p)) {
      return places.get(p);
    }
  }
  return places.get('') ?? 0;
}

/** The line of an offset, from 1. */
export function line(text, offset) {
  let n = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
    n += 1;
  }
  return n;
}
