// SPDX-License-Identifier: Apache-2.0
import { h, fill, say } from './dom.js';
import { clock } from './format.js';
import { colour, onTheme } from './theme.js';

const FOLDER = new URL('../vendor/uplot-1.6.32/', import.meta.url).pathname;

/** @type {Promise<any>|null} */
let loading = null;

/** uPlot as it was published: a script that makes a global. Fetched when the first chart is. */
function library() {
  loading ??= new Promise((resolve, reject) => {
    const style = h('link', { rel: 'stylesheet', href: `${FOLDER}uPlot.min.css` });
    const script = h('script', { src: `${FOLDER}uPlot.iife.min.js` });
    script.addEventListener('load', () => resolve(globalThis.uPlot));
    script.addEventListener('error', () => {
      loading = null;
      script.remove();
      reject(new Error('the charts cannot be loaded'));
    });
    document.head.append(style, script);
  });
  return loading;
}

/** Ticks as short as their distance allows. */
function ticks(plot, splits, axis, space, step) {
  const pad = (n) => String(n).padStart(2, '0');
  return splits.map((s) => {
    const d = new Date(s * 1000);
    if (step >= 86_400 || (d.getHours() === 0 && d.getMinutes() === 0 && step >= 3600)) {
      return `${pad(d.getMonth() + 1)}-${pad(d.getDate())}`;
    }
    const time = `${pad(d.getHours())}:${pad(d.getMinutes())}`;
    return step < 60 ? `${time}:${pad(d.getSeconds())}` : time;
  });
}

/** Room for the longest value beside the axis, but always enough, so that charts line up. */
const widest = (plot, values) => Math.max(54, ...(values ?? []).map((text) => 10 + 7 * text.length));

/**
 * Lines over time. Its room is reserved before anything is drawn.
 *
 * @typedef {{label: string, colour: string, area?: boolean}} Line colour is a custom property
 */
export class Chart extends HTMLElement {
  #title;
  #lines;
  #value;
  #zoom;
  #left = new AbortController();
  #plot = h('div', { class: 'plot', role: 'img' });
  #values = [];
  #time = h('span');
  #data = null;
  #drawn = null;

  /**
   * @param {object} what
   * @param {string} what.title
   * @param {Line[]} what.lines
   * @param {(value: number) => string} what.value
   * @param {(from: number, to: number) => void} [what.zoom] takes a range that was dragged over
   */
  constructor({ title = '', lines = [], value = String, zoom = null } = {}) {
    super();
    this.#title = title;
    this.#lines = lines;
    this.#value = value;
    this.#zoom = zoom;
  }

  connectedCallback() {
    this.className = 'chart';
    this.#values = this.#lines.map(() => h('b', null, '–'));
    fill(
      this,
      h(
        'div',
        { class: 'legend' },
        this.#lines.map((line, i) =>
          h('span', null, h('i', { vars: { '--c': `var(${line.colour})` } }), `${line.label} `, this.#values[i]),
        ),
        this.#time,
      ),
      this.#plot,
    );
    const size = new ResizeObserver(() => this.#fit());
    size.observe(this.#plot);
    onTheme(this.#left.signal, () => this.#draw(true));
    this.#left.signal.addEventListener('abort', () => {
      size.disconnect();
      this.#drawn?.destroy();
    });
  }

  disconnectedCallback() {
    this.#left.abort();
  }

  /** @param {(number|null)[][]} data seconds since 1970, rising, then the values of each line */
  set(data) {
    this.#data = data;
    this.#legend(null);
    this.#plot.setAttribute('aria-label', this.#summary());
    this.#draw(false).catch((e) => say(this.#plot, e.message));
  }

  #summary() {
    const last = this.#lines.map((line, i) => `${line.label} ${this.#shown(i, this.#last(i))}`);
    return `${this.#title}: ${last.join(', ')} at last`;
  }

  #last(i) {
    return this.#data?.[i + 1]?.findLast((value) => value !== null) ?? null;
  }

  #shown(i, value) {
    return value === null || value === undefined ? '–' : this.#value(value);
  }

  #legend(index) {
    this.#values.forEach((b, i) => say(b, this.#shown(i, index === null ? this.#last(i) : this.#data[i + 1][index])));
    say(this.#time, index === null ? '' : clock(this.#data[0][index] * 1000));
  }

  #fit() {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (this.#drawn && width > 0 && (this.#drawn.width !== width || this.#drawn.height !== height)) {
      this.#drawn.setSize({ width, height });
    }
  }

  async #draw(anew) {
    const UPlot = await library();
    if (this.#left.signal.aborted || !this.#data) {
      return;
    }
    if (anew || !this.#drawn) {
      this.#drawn?.destroy();
      this.#drawn = new UPlot(this.#options(), this.#data, this.#plot);
    } else {
      this.#drawn.setData(this.#data);
    }
  }

  #options() {
    const muted = colour('--muted');
    const line = colour('--line');
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: muted, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    return {
      width: this.#plot.clientWidth,
      height: this.#plot.clientHeight,
      legend: { show: false },
      padding: [8, 14, 0, 0],
      cursor: { points: { size: 6 }, drag: { x: Boolean(this.#zoom), y: false, setScale: false } },
      scales: { y: { range: (plot, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        { ...axis, values: ticks, size: 30, space: 84 },
        { ...axis, size: widest, values: (plot, splits) => splits.map((s) => this.#value(s)) },
      ],
      series: [
        {},
        ...this.#lines.map((each) => {
          const stroke = colour(each.colour);
          return {
            label: each.label,
            stroke,
            width: 1.75,
            fill: each.area ? stroke.replace('rgb(', 'rgba(').replace(')', ', 0.12)') : undefined,
            points: { show: false },
            spanGaps: false,
          };
        }),
      ],
      hooks: {
        setCursor: [(plot) => this.#legend(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) => {
            if (this.#zoom && plot.select.width > 4) {
              this.#zoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
              plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            }
          },
        ],
      },
    };
  }
}

customElements.define('bh-chart', Chart);
