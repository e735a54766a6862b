// SPDX-License-Identifier: Apache-2.0
/**
 * Checks a value against a schema (JSON Schema 2020-12), as far as the policy's goes. It is there to
 * show faults while one types; the server has the last word. Pure.
 */
import { escape } from './places.js';

/** @typedef {{pointer: string, detail: string, unknown?: boolean}} Fault */

const BREADTH = 100;

/**
 * @param {any} value
 * @param {any} schema
 * @returns {Fault[]}
 */
export function check(value, schema) {
  return faults(value, schema, '', schema).slice(0, BREADTH);
}

const KEYWORDS = {
  $ref: (v, ref, at, root) => faults(v, follow(root, ref), at, root),
  type: (v, type, at) => (types(v).includes(type) ? [] : [fault(at, `has to be ${article(type)}`)]),
  const: (v, wanted, at) => (same(v, wanted) ? [] : [fault(at, `has to be ${JSON.stringify(wanted)}`)]),
  enum: (v, all, at) => (all.some((each) => same(v, each)) ? [] : [fault(at, `has to be one of ${all.join(', ')}`)]),
  minimum: (v, n, at) => (isNumber(v) && v < n ? [fault(at, `has to be ${n} or more`)] : []),
  maximum: (v, n, at) => (isNumber(v) && v > n ? [fault(at, `has to be ${n} or less`)] : []),
  minLength: (v, n, at) => (typeof v === 'string' && [...v].length < n ? [fault(at, 'must not be empty')] : []),
  maxLength: (v, n, at) => (typeof v === 'string' && [...v].length > n ? [fault(at, `has more than ${n} characters`)] : []),
  pattern: (v, source, at, root, schema) => (typeof v === 'string' && !pattern(source).test(v) ? [fault(at, `does not have the right form${such(schema)}`)] : []),
  minItems: (v, n, at) => (Array.isArray(v) && v.length < n ? [fault(at, `has to have ${n} or more entries`)] : []),
  maxItems: (v, n, at) => (Array.isArray(v) && v.length > n ? [fault(at, `has more than ${n} entries`)] : []),
  uniqueItems: (v, on, at) => (on && Array.isArray(v) && new Set(v.map((e) => JSON.stringify(e))).size < v.length ? [fault(at, 'has an entry twice')] : []),
  prefixItems: (v, all, at, root) => (Array.isArray(v) ? v.slice(0, all.length).flatMap((e, i) => faults(e, all[i], `${at}/${i}`, root)) : []),
  items: (v, each, at, root, schema) => {
    const from = schema.prefixItems?.length ?? 0;
    return Array.isArray(v) ? v.slice(from).flatMap((e, i) => faults(e, each, `${at}/${i + from}`, root)) : [];
  },
  contains: (v, one, at, root) => (Array.isArray(v) && !v.some((e) => holds(e, one, root)) ? [fault(at, 'lacks an entry that it has to have')] : []),
  minProperties: (v, n, at) => (isObject(v) && Object.keys(v).length < n ? [fault(at, `has to have ${n} or more members`)] : []),
  maxProperties: (v, n, at) => (isObject(v) && Object.keys(v).length > n ? [fault(at, `has more than ${n} members`)] : []),
  required: (v, names, at) => (isObject(v) ? names.filter((n) => !Object.hasOwn(v, n)).map((n) => fault(at, `lacks ${n}`)) : []),
  properties: (v, all, at, root) =>
    isObject(v)
      ? Object.entries(v).flatMap(([name, each]) => {
          const inner = Object.hasOwn(all, name) ? all[name] : true;
          const here = `${at}/${escape(name)}`;
          return inner === false ? [fault(here, 'cannot stand here')] : faults(each, inner, here, root);
        })
      : [],
  additionalProperties: (v, other, at, root, schema) =>
    isObject(v)
      ? Object.entries(v)
          .filter(([name]) => !Object.hasOwn(schema.properties ?? {}, name))
          .flatMap(([name, each]) => {
            const here = `${at}/${escape(name)}`;
            return other === false ? [{ ...fault(here, `is unknown here; known are ${Object.keys(schema.properties ?? {}).join(', ')}`), unknown: true }] : faults(each, other, here, root);
          })
      : [],
  propertyNames: (v, names, at, root) =>
    isObject(v)
      ? Object.keys(v)
          .filter((name) => !holds(name, names, root))
          .map((name) => fault(`${at}/${escape(name)}`, names.enum ? 'cannot stand beside the others' : 'is no name that can stand here'))
      : [],
  dependentRequired: (v, all, at) =>
    isObject(v)
      ? Object.entries(all).flatMap(([name, others]) => (Object.hasOwn(v, name) ? others.filter((o) => !Object.hasOwn(v, o)).map((o) => fault(at, `${name} wants ${o}, too`)) : []))
      : [],
  dependentSchemas: (v, all, at, root) => (isObject(v) ? Object.entries(all).flatMap(([name, each]) => (Object.hasOwn(v, name) ? faults(v, each, at, root) : [])) : []),
  allOf: (v, all, at, root) => all.flatMap((each) => faults(v, each, at, root)),
  anyOf: (v, all, at, root) => nearest(v, all, at, root),
  oneOf: (v, all, at, root) => nearest(v, all, at, root),
  not: (v, other, at, root) => (holds(v, other, root) ? [fault(at, 'cannot stand like this')] : []),
  if: (v, condition, at, root, schema) => {
    const then = holds(v, condition, root) ? schema.then : schema.else;
    return then === undefined ? [] : faults(v, then, at, root);
  },
};

/** @returns {Fault[]} */
function faults(value, schema, at, root) {
  if (schema === true || schema === undefined) {
    return [];
  }
  if (schema === false) {
    return [fault(at, 'cannot stand here')];
  }
  const found = [];
  for (const [word, argument] of Object.entries(schema)) {
    const keyword = Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : null;
    if (keyword) {
      found.push(...keyword(value, argument, at, root, schema));
    }
  }
  // What has the wrong type has no other fault, and what is unknown needs to be told of once.
  const wrong = found.find((f) => f.pointer === at && f.detail.startsWith('has to be a'));
  return wrong && schema.type ? [wrong] : distinct(found);
}

function distinct(all) {
  const seen = new Set();
  const unknown = new Set(all.filter((f) => f.unknown).map((f) => f.pointer));
  return all.filter((f) => {
    const key = `${f.pointer} ${f.detail}`;
    return !seen.has(key) && seen.add(key) && (f.unknown || !unknown.has(f.pointer));
  });
}

const holds = (value, schema, root) => faults(value, schema, '', root).length === 0;

/** The faults against the alternative that was most likely meant: the one that gets furthest. */
function nearest(value, all, at, root) {
  let best = null;
  for (const each of all) {
    const found = faults(value, each, at, root);
    if (!found.length) {
      return [];
    }
    const score = Math.max(...found.map((f) => f.pointer.length)) * 100 - found.length - (hopeless(value, each, root) ? 1e6 : 0);
    if (!best || score > best.score) {
      best = { score, found };
    }
  }
  return best.found;
}

/** Whether an alternative is of another kind altogether. */
function hopeless(value, schema, root) {
  const inner = schema.$ref ? follow(root, schema.$ref) : schema;
  return (inner.type && !types(value).includes(inner.type)) || (isObject(value) && (inner.required ?? []).some((n) => !Object.hasOwn(value, n)));
}

const such = ({ examples }) => (examples?.length ? `, such as ${examples.join(' or ')}` : '');

const fault = (pointer, detail) => ({ pointer, detail });

function follow(root, ref) {
  return ref.slice(2).split('/').reduce((at, step) => at[step.replaceAll('~1', '/').replaceAll('~0', '~')], root);
}

const compiled = new Map();

/** Patterns of the schema are for whole texts and have no flags but u, where they can take it. */
function pattern(source) {
  if (!compiled.has(source)) {
    compiled.set(source, regExp(source));
  }
  return compiled.get(source);
}

function regExp(source) {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}

const isObject = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);
const isNumber = (v) => typeof v === 'number';
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const article = (type) => `${/^[aio]/.test(type) ? 'an' : 'a'} ${type === 'array' ? 'array' : type}`;

function types(v) {
  if (v === null) {
    return ['null'];
  }
  if (Array.isArray(v)) {
    return ['array'];
  }
  return Number.isInteger(v) ? ['integer', 'number'] : [typeof v];
}
