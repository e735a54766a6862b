// SPDX-License-Identifier: Apache-2.0
import { get } from './api.js';
import { duration } from './format.js';

const SPAN = 600;
const STEP = '1s';

/** The last ten minutes, as the history has them; counted here where the server keeps none. */
export class Recent {
  /** @type {{at: number, messages: number, refused: number, sessions: number, p50: number|null, p99: number|null}[]} */
  #points = [];
  #last = null;
  #kept = true;

  /** Takes in what came since the last time. */
  async load(stats, signal) {
    if (this.#kept) {
      try {
        await this.#fetch(signal);
        return;
      } catch (e) {
        if (e.status !== 404) {
          throw e;
        }
        this.#kept = false;
      }
    }
    this.#add(stats);
  }

  async #fetch(signal) {
    const oldest = Date.now() / 1000 - SPAN;
    const from = Math.max(oldest, this.#points.at(-1)?.at ?? 0);
    const query = { from: new Date(from * 1000).toISOString(), step: STEP, limit: 1000 };
    const answer = await get('/stats/history', query, signal);
    const step = duration(answer.step) || 1;
    const fresh = answer.items
      .map((row) => ({
        at: new Date(row.at).getTime() / 1000,
        messages: row.messages / step,
        refused: row.refused / step,
        sessions: row.sessions / step,
        p50: row.p50,
        p99: row.p99,
      }))
      .reverse();
    const first = fresh[0]?.at ?? Infinity;
    this.#points = [...this.#points.filter((p) => p.at < first && p.at > oldest), ...fresh];
  }

  #add({ total, since }) {
    const at = Date.now() / 1000;
    const last = this.#last;
    const grown = (name) => Math.max(0, (total[name] - last.total[name]) / (at - last.at));
    if (last && last.since === since && at > last.at) {
      this.#points.push({
        at,
        messages: grown('messages'),
        refused: grown('refused'),
        sessions: grown('sessions'),
        p50: null,
        p99: null,
      });
    }
    this.#last = { at, total, since };
    this.#points = this.#points.filter((point) => point.at > at - SPAN);
  }

  #lines(...names) {
    const now = Date.now() / 1000;
    const points = this.#points.length ? this.#points : [{ at: now - 60 }, { at: now }];
    return [points.map((p) => p.at), ...names.map((name) => points.map((p) => p[name] ?? null))];
  }

  rates() {
    return this.#lines('messages', 'refused', 'sessions');
  }

  latencies() {
    return this.#lines('p50', 'p99');
  }
}
