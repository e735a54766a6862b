// SPDX-License-Identifier: Apache-2.0
import { endpoint } from '../lib/format.js';

/**
 * Settings for clients: title, text, and what to know.
 *
 * @param {{scheme: string, starttls: string, port: number}} listener
 * @param {string} host
 * @returns {[string, string, string?][]}
 */
export function snippets({ scheme, starttls, port }, host) {
  const tls = scheme === 'smtps';
  const lmtp = scheme === 'lmtp';
  const upgrade = !tls && starttls === 'required';
  const server = endpoint(host, port);
  const relay = `[${host}]:${port}`;
  const all = [
    [
      'swaks',
      `swaks --server ${server} --to you@there.test --from me@here.test${tls ? ' --tls-on-connect' : upgrade ? ' --tls' : ''}${lmtp ? ' --protocol LMTP' : ''}`,
    ],
  ];
  if (lmtp) {
    return [...all, ['Postfix', `# main.cf\nmailbox_transport = lmtp:inet:${relay}`]];
  }
  return [
    [
      'curl',
      `printf 'Subject: hello\\r\\n\\r\\nInto the void.\\r\\n' |\n  curl ${tls ? '--insecure smtps' : upgrade ? '--insecure --ssl-reqd smtp' : 'smtp'}://${server} --upload-file - \\\n    --mail-from me@here.test --mail-rcpt you@there.test`,
      tls || upgrade ? 'In place of --insecure, --cacert blackhole-ca.pem trusts the test CA.' : undefined,
    ],
    ...all,
    [
      'msmtp',
      `# ~/.msmtprc\naccount blackhole\nhost ${host}\nport ${port}\nfrom me@here.test\ntls ${tls || upgrade ? 'on' : 'off'}${tls ? '\ntls_starttls off' : ''}${tls || upgrade ? '\ntls_trust_file blackhole-ca.pem' : ''}\naccount default : blackhole`,
    ],
    [
      'Postfix',
      `# main.cf\nrelayhost = ${relay}\nsmtp_tls_security_level = ${tls || upgrade ? 'encrypt' : 'may'}${tls ? '\nsmtp_tls_wrappermode = yes' : ''}`,
      'All mail of that Postfix ends here: it is the safe way to run a copy of production.',
    ],
    [
      'Java (Jakarta Mail)',
      `Properties p = new Properties();\np.put("mail.transport.protocol", "${tls ? 'smtps' : 'smtp'}");\np.put("mail.${tls ? 'smtps' : 'smtp'}.host", "${host}");\np.put("mail.${tls ? 'smtps' : 'smtp'}.port", "${port}");${upgrade ? '\np.put("mail.smtp.starttls.required", "true");' : ''}\nSession session = Session.getInstance(p);`,
    ],
    [
      'Spring Boot',
      `spring.mail.host=${host}\nspring.mail.port=${port}${tls ? '\nspring.mail.protocol=smtps' : ''}${upgrade ? '\nspring.mail.properties.mail.smtp.starttls.required=true' : ''}`,
    ],
    [
      'Python',
      `import smtplib\nwith smtplib.${tls ? 'SMTP_SSL' : 'SMTP'}("${host}", ${port}) as smtp:\n${upgrade ? '    smtp.starttls()\n' : ''}    smtp.sendmail("me@here.test", ["you@there.test"],\n                  "Subject: hello\\r\\n\\r\\nInto the void.")`,
    ],
    [
      'Node (Nodemailer)',
      `const mailer = nodemailer.createTransport({\n  host: '${host}', port: ${port}, secure: ${tls},${upgrade ? ' requireTLS: true,' : ''}\n});\nawait mailer.sendMail({ from: 'me@here.test', to: 'you@there.test', subject: 'hello', text: 'Into the void.' });`,
    ],
  ];
}
