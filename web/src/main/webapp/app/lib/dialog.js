// SPDX-License-Identifier: Apache-2.0
import { freshId, h } from './dom.js';
import { problem } from './problem.js';

/**
 * Asks before something is done that cannot be taken back by looking away.
 *
 * @param {object} what
 * @param {string} what.title
 * @param {string} what.text what it does
 * @param {string} what.action the word on the button
 * @param {boolean} [what.danger]
 * @param {HTMLElement[]} [what.fields]
 * @param {(form: FormData) => Promise<void>} what.run a failure is told in the dialog
 * @returns {Promise<boolean>} whether it was done
 */
export function ask({ title, text, action, danger = false, fields = [], run }) {
  return new Promise((resolve) => {
    const id = freshId();
    const place = h('div');
    const submit = h('button', { class: danger ? 'danger' : 'primary', type: 'submit' }, action);
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id }, title),
      h('p', null, text),
      ...fields,
      place,
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close(), autofocus: danger }, 'Cancel'),
        submit,
      ),
    );
    const dialog = h('dialog', { 'aria-labelledby': id }, form);
    let done = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        await run(new FormData(form));
        done = true;
        dialog.close();
      } catch (e) {
        place.replaceChildren(problem(e));
        submit.disabled = false;
      }
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A field with its label, and what it takes below it. */
export function field(label, input, hint) {
  input.id ||= freshId();
  const about = hint ? h('small', { id: freshId() }, hint) : null;
  if (about) {
    input.setAttribute('aria-describedby', about.id);
  }
  return h('div', { class: 'field' }, h('label', { for: input.id }, label), input, about);
}

/** A list to choose from: values, or pairs of value and label. */
export function select(name, options, value) {
  return h(
    'select',
    { name },
    options.map((option) => {
      const [key, label] = Array.isArray(option) ? option : [option, option];
      return h('option', { value: key, selected: key === value }, label);
    }),
  );
}
