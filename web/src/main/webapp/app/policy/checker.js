// SPDX-License-Identifier: Apache-2.0
import { call, get } from '../lib/api.js';
import { line, NoJson, place, read, unfragment } from './places.js';
import { check } from './schema.js';

const PAUSE = 250;
const SERVER_PAUSE = 600;

/** Checks a policy while it is written: as JSON, against the schema, and at last by the server. */
export class Checker {
  #signal;
  #tell;
  #schema = null;
  #timer = 0;
  #turn = 0;
  /** Whether the text is JSON. */
  readable = false;

  /**
   * @param {AbortSignal} signal
   * @param {(result: {faults: any[], state: string}) => void} tell
   */
  constructor(signal, tell) {
    this.#signal = signal;
    this.#tell = tell;
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** When nobody has typed for a moment. */
  soon(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(text), PAUSE);
  }

  async check(text) {
    this.#turn += 1;
    const mine = this.#turn;
    clearTimeout(this.#timer);
    this.#schema ??= get('/policy/schema', null, this.#signal).catch((e) => {
      this.#schema = null;
      throw e;
    });
    const schema = await this.#schema;
    if (mine !== this.#turn || this.#signal.aborted) {
      return;
    }
    const result = local(text, schema);
    this.readable = result.readable;
    this.#tell({ ...result, state: result.faults.length ? '' : 'Asking the server…' });
    if (!result.faults.length) {
      this.#timer = setTimeout(() => this.#ask(text, result.places, mine), SERVER_PAUSE);
    }
  }

  /** What the server says of a text. */
  told(text, errors) {
    if (this.readable && errors.length) {
      const { places } = read(text);
      this.#tell({ faults: sorted(errors.filter((e) => e.pointer.startsWith('#')).map((e) => at(unfragment(e.pointer), e.detail, places))), state: '' });
    }
  }

  /** A trial of it changes nothing, and reads it as a change would. */
  async #ask(text, places, mine) {
    let faults = [];
    let state = 'No fault';
    try {
      await call('POST', '/policy/try', { raw: `{"policy":${text}}`, signal: this.#signal });
    } catch (e) {
      const errors = (e.errors ?? []).filter((each) => each.pointer.startsWith('#/policy'));
      faults = sorted(errors.map((each) => at(unfragment(each.pointer).slice('/policy'.length), each.detail, places)));
      state = e.name === 'AbortError' || faults.length ? '' : `Not checked by the server: ${e.message}`;
    }
    if (mine === this.#turn && !this.#signal.aborted) {
      this.#tell({ faults, state });
    }
  }
}

const at = (pointer, detail, places) => ({ pointer, detail, offset: place(places, pointer) });

const sorted = (faults) => faults.sort((a, b) => a.offset - b.offset);

function local(text, schema) {
  let found;
  try {
    found = read(text);
  } catch (e) {
    if (!(e instanceof NoJson)) {
      throw e;
    }
    return { readable: false, places: new Map(), faults: [{ pointer: '', detail: `No JSON: ${e.message}`, offset: Math.min(e.offset, text.length) }] };
  }
  const twice = found.twice.map(({ pointer, name }) => at(pointer, `${name} is there twice (first in line ${line(text, text.indexOf(`"${name}"`))})`, found.places));
  const faults = check(found.value, schema).map((f) => at(f.pointer, f.detail, found.places));
  return { readable: true, places: found.places, faults: sorted([...twice, ...faults]) };
}
