// SPDX-License-Identifier: Apache-2.0
import { h } from '../lib/dom.js';
import { count, octets, percent, when } from '../lib/format.js';
import { codes, facts, table } from '../lib/parts.js';

const WORDS = {
  A: 'Behaves as a mail server should.',
  B: 'Behaves well, with small faults.',
  C: 'Gets by; other servers will now and then refuse it.',
  D: 'Does what many servers refuse.',
  E: 'Hardly gets mail through elsewhere.',
  F: 'Would be turned away by most servers.',
};

const yes = (value, ...words) => (value === null || value === undefined ? 'not seen yet' : words[value ? 0 : 1]);

/** What one client did, as a report that can be read and printed. */
export function report(s) {
  return h(
    'article',
    { class: 'report' },
    h(
      'section',
      { class: 'panel' },
      h(
        'div',
        { class: 'verdict' },
        h('span', { class: `grade ${s.grade}` }, s.grade),
        h('div', null, h('h2', null, `Grade ${s.grade}`), h('p', null, WORDS[s.grade] ?? ''), h('p', { class: 'muted small' }, `${count(s.sessions)} sessions from ${when(s.first)} to ${when(s.last)}`)),
      ),
      s.reasons.length ? reasons(s.reasons) : h('p', null, 'Nothing speaks against it.'),
    ),
    h(
      'div',
      { class: 'columns' },
      section('Mail', [
        ['Messages accepted', count(s.messages)],
        ['Refused', `${count(s.refused)} (${percent(s.refused, s.messages + s.refused)})`],
        ['Octets', octets(s.octets)],
        ['Messages a session', s.connectionReuse],
        ['Sent twice', count(s.duplicates)],
        ['Replies', codes(s.codes, 8)],
      ]),
      section('Trying again', [
        ['Recipients tried again', count(s.retries.recipients)],
        ['After', s.retries.intervals.length ? s.retries.intervals.join(', ') : 'not seen yet'],
        ['Waits longer each time', yes(s.retries.backsOff, 'yes', 'no')],
        ['Tried again after 5yz', times(s.retries.after5yz)],
        ...(s.unread ? [['Not looked at', `${count(s.unread)} sessions: too many came at once`]] : []),
        ['After 421', s.after421.seen ? `left ${count(s.after421.left)} of ${count(s.after421.seen)} times` : 'not seen yet'],
      ]),
      section('On the wire', [
        ['Pipelines', yes(s.pipelines, 'yes', 'no')],
        ['Talks before it is asked', times(s.earlyTalk)],
        ['Bare line feeds', times(s.bareLf)],
        ['Verbs in', `${s.verbCase ?? '–'} case`],
        ['Respects SIZE', yes(s.respectsSize, 'yes', 'no')],
      ]),
      section('TLS', [
        ...Object.entries(s.tls.versions).map(([version, n]) => [version, `${count(n)} sessions`]),
        ['Plain', `${count(s.tls.plain)} sessions`],
        ['Handshakes that failed', times(s.tls.failed)],
        ['Fell back to plain', times(s.tls.fellBack)],
      ]),
    ),
  );
}

const times = (n) => (n === 1 ? 'once' : n ? `${count(n)} times` : 'never');

function section(title, entries) {
  return h('section', { class: 'panel' }, h('h2', null, title), facts(entries));
}

function reasons(list) {
  const { element, body } = table('Reasons', ['Points|n', 'Reason', 'Code']);
  body.append(
    ...list.map((r) =>
      h('tr', null, h('td', { class: 'n points' }, r.points > 0 ? `+${r.points}` : String(r.points)), h('td', null, r.text), h('td', { class: 'mono muted' }, r.code)),
    ),
  );
  return element;
}
