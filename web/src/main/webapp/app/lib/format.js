// SPDX-License-Identifier: Apache-2.0
/** Numbers, sizes and times as people read them. Pure. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** 1,234,567 */
export const count = (n) => (Number.isFinite(n) ? whole.format(n) : '–');

/** 1.23M where room is short. */
export const short = (n) => (Math.abs(n) < 10_000 ? count(n) : compact.format(n));

/** A rate: with a digit behind the point while it is small. */
export function rate(n) {
  if (!Number.isFinite(n)) {
    return '–';
  }
  return n >= 100 || Number.isInteger(n) ? short(n) : n.toFixed(n < 1 ? 2 : 1);
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Octets in binary units. */
export function octets(n) {
  if (!Number.isFinite(n)) {
    return '–';
  }
  let unit = 0;
  let value = n;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}

/** Seconds as µs, ms, s or minutes. */
export function seconds(s) {
  if (s === null || s === undefined || !Number.isFinite(s)) {
    return '–';
  }
  if (s < 0.001) {
    return `${Math.round(s * 1e6)} µs`;
  }
  if (s < 1) {
    return `${(s * 1000).toFixed(s < 0.01 ? 1 : 0)} ms`;
  }
  return s < 60 ? `${s.toFixed(s < 10 ? 2 : 1)} s` : span(s);
}

/** Microseconds, as /stats has latencies. */
export const micros = (us) => seconds(us / 1e6);

/** A time span: 2 d 3 h. */
export function span(s) {
  const parts = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = parts.findIndex(([, size]) => s >= size);
  if (first < 0) {
    return '0 s';
  }
  let left = Math.floor(s);
  return parts
    .slice(first, first + 2)
    .map(([unit, size]) => {
      const n = Math.floor(left / size);
      left -= n * size;
      return n ? `${n} ${unit}` : '';
    })
    .filter(Boolean)
    .join(' ');
}

const pad = (n, width = 2) => String(n).padStart(width, '0');

/** The time of day, here. */
export function clock(iso, millis = false) {
  const d = new Date(iso);
  const time = `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`;
  return millis ? `${time}.${pad(d.getMilliseconds(), 3)}` : time;
}

/** Day and time, here; the day is left out if it is today. */
export function when(iso) {
  const d = new Date(iso);
  if (Number.isNaN(d.getTime())) {
    return '–';
  }
  const today = new Date().toDateString() === d.toDateString();
  return today ? clock(iso) : `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())} ${clock(iso)}`;
}

/** A share in percent. */
export const percent = (part, all) => (all > 0 ? `${((100 * part) / all).toFixed(part && part / all < 0.1 ? 1 : 0)} %` : '–');

/** An address and a port as one writes them. */
export const endpoint = (address, port) => (address?.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);

/** The durations of the API (1.5s, 20ms, 2m) in seconds; NaN if it is none. */
export function duration(text) {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text ?? '');
  const units = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };
  return match ? Number(match[1]) * units[match[2]] : NaN;
}

/** A mode as the API has it, in words. */
export function mode(value) {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, codes]] = Object.entries(value ?? { '?': [] });
  const list = Array.isArray(codes) ? codes.join(' ') : Object.entries(codes).map(([c, w]) => `${c}×${w}`).join(' ');
  return `${name} ${list}`;
}
