// SPDX-License-Identifier: Apache-2.0
import { get, ROOT } from '../lib/api.js';
import { field, select } from '../lib/dialog.js';
import { fill, h } from '../lib/dom.js';
import { endpoint } from '../lib/format.js';
import { Page } from '../lib/page.js';
import { snippet } from '../lib/parts.js';
import { changed, go, href } from '../lib/router.js';
import { snippets } from './snippets.js';

/** How to send mail here, with the addresses and ports this server has. */
class Help extends Page {
  #place = h('div', { class: 'stack' });
  #listeners = null;

  build() {
    fill(this, this.head('Help'), this.#place);
  }

  show() {
    this.attempt(async () => {
      this.#listeners ??= (await get('/listeners?limit=1000', null, this.signal)).items;
      this.#draw();
    });
  }

  #draw() {
    const all = this.#listeners;
    const name = this.route.query.get('listener');
    const chosen = all.find((l) => l.name === name) ?? all.find((l) => l.state === 'open') ?? all[0];
    if (!chosen) {
      fill(this.#place, h('p', null, 'There is no listener. ', h('code', null, 'SMTP_LISTEN'), ' says which there are.'));
      return;
    }
    const choice = select('listener', all.map((l) => [l.name, `${l.name}: ${l.scheme} on ${endpoint(l.address, l.port)}`]), chosen.name);
    choice.addEventListener('change', () => go(href('help', changed({ listener: choice.value }))));
    fill(
      this.#place,
      h(
        'section',
        { class: 'panel' },
        h('h2', null, 'Send mail here'),
        h('p', null, 'Every address is taken, and nothing is kept of a message but its counts. What you see below has the address and port of this listener:'),
        h('div', { class: 'wide-field' }, field('Listener', choice)),
      ),
      h('div', { class: 'snippets' }, snippets(chosen, reachable(chosen)).map(([title, text, about]) => h('section', { class: 'panel' }, h('h2', null, title), about ? h('p', { class: 'small muted' }, about) : null, snippet(text)))),
      trust(),
      api(),
      badges(),
    );
  }
}

/** The name or address a client takes: that of this page, where the listener is open to all. */
function reachable(listener) {
  const any = ['0.0.0.0', '::', '0:0:0:0:0:0:0:0'].includes(listener.address);
  return any ? location.hostname.replace(/^\[|\]$/g, '') : listener.address;
}

function trust() {
  return h(
    'section',
    { class: 'panel' },
    h('h2', null, 'TLS without warnings'),
    h('p', null, 'Listeners without a certificate of their own have one signed by this server’s test CA. Give its certificate to the clients that are to trust it, and to those alone.'),
    h('p', null, h('a', { class: 'button', href: `${ROOT}/ca.pem`, download: 'blackhole-ca.pem' }, 'Download the CA (PEM)'), ' ', h('a', { class: 'button', href: `${ROOT}/ca.crl`, download: 'blackhole-ca.crl' }, 'Revocation list')),
  );
}

function api() {
  const root = new URL(ROOT, location.href).href;
  return h(
    'section',
    { class: 'panel' },
    h('h2', null, 'The same from a script'),
    h('p', null, 'All that this console does goes by the API, ', h('a', { href: 'openapi/ui/' }, 'told of here'), '.'),
    snippet(
      [
        `curl -u admin ${root}/stats`,
        `curl -u admin '${root}/sessions?recipient=*@example.test&wait=30s'`,
        `curl -u admin -X PUT -H 'Content-Type: application/json' \\\n  -d '{"mode": "bounce", "for": "10m"}' ${root}/mode`,
      ].join('\n\n'),
    ),
  );
}

function badges() {
  const names = ['messages', 'sessions', 'octets', 'rate'];
  const url = (name) => new URL(`badges/${name}.svg`, document.baseURI).href;
  return h(
    'section',
    { class: 'panel' },
    h('h2', null, 'Badges'),
    h('p', { class: 'row' }, names.map((name) => h('img', { src: url(name), alt: `Badge: ${name}`, height: 20 }))),
    snippet(names.map((name) => `![${name}](${url(name)})`).join('\n')),
  );
}

customElements.define('bh-help', Help);
export default Help;
