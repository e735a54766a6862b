// SPDX-License-Identifier: Apache-2.0
import { h, say } from './dom.js';

const KEY = 'blackhole-theme';
const ORDER = ['auto', 'light', 'dark'];
const LABELS = { auto: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' };

const current = () => document.documentElement.dataset.theme ?? 'auto';

function use(theme) {
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden: it holds until the page is left.
  }
  dispatchEvent(new Event('blackhole-theme'));
}

/** The button that goes from the system's theme to light to dark. */
export function themeSwitch() {
  const button = h('button', { type: 'button', class: 'quiet', 'data-theme-switch': true }, LABELS[current()]);
  button.addEventListener('click', () => {
    const next = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length];
    use(next);
    say(button, LABELS[next]);
  });
  return button;
}

/** Calls back when colours change. */
export function onTheme(signal, task) {
  addEventListener('blackhole-theme', task, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', task, { signal });
}

/** The colour that a custom property has now, as a canvas takes it. */
export function colour(name) {
  const probe = h('span', { vars: { color: `var(${name})` } });
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
