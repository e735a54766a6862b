// SPDX-License-Identifier: Apache-2.0
// Before the first paint, so that the chosen theme does not come in later.
(() => {
  try {
    const theme = localStorage.getItem('blackhole-theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is forbidden: the system's theme it is.
  }
})();
