// SPDX-License-Identifier: Apache-2.0
import { call, session, useLogin } from './api.js';

/** @type {{name: string, role: string}|null} */
let who = null;

const ROLES = ['viewer', 'operator', 'admin'];

/** Who is logged in; null for nobody. */
export const account = () => who;

/** Whether who is logged in may do what takes this role. */
export const may = (role) => who !== null && ROLES.indexOf(who.role) >= ROLES.indexOf(role);

function take(view) {
  who = view ? { name: view.name, role: view.role } : null;
  useLogin(view);
}

/** Takes up the session that the browser has, if there is one. */
export async function resume() {
  take((await call('GET', '/login')).body);
}

export async function logIn(name, password) {
  take((await call('POST', '/login', { body: { name, password } })).body);
}

export async function logOut() {
  await call('POST', '/logout');
  take(null);
}

session.addEventListener('ended', () => {
  if (who) {
    take(null);
    session.dispatchEvent(new Event('lost'));
  }
});
