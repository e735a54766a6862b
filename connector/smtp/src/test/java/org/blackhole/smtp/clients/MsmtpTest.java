// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.sasl.Mechanism;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** msmtp, whose mechanisms are those of GNU SASL. */
class MsmtpTest extends AgainstEngine {

  @ParameterizedTest
  @EnumSource(
      names = {
        "SCRAM_SHA_256",
        "SCRAM_SHA_1",
        "CRAM_MD5",
        "OAUTHBEARER",
        "XOAUTH2",
        "PLAIN",
        "LOGIN"
      })
  void itLogsIn(Mechanism mechanism) throws Exception {
    boolean token = mechanism == Mechanism.OAUTHBEARER || mechanism == Mechanism.XOAUTH2;
    // It does not escape a name in OAUTHBEARER.
    String user = token ? "alice" : "ali=ce,b";
    String secret = token ? "ya29.token" : Plan.PASSWORD;
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox)) {
      Program.Result result = send(engine, mechanism, user, secret);
      assertThat(result.status()).describedAs(result.output()).isZero();
      Peer peer = inbox.arrival().envelope().peer();
      assertThat(peer.identity()).isEqualTo(user);
      assertThat(peer.mechanism()).isEqualTo(mechanism.label());
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\n.dot\r\n");
      assertThat(inbox.arrival().envelope().parameters()).containsEntry("RET", "HDRS");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRAM_SHA_256", "CRAM_MD5"})
  void aWrongPasswordDoesNotGetIn(Mechanism mechanism) throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox)) {
      assertThat(send(engine, mechanism, "alice", "guessed").status()).isNotZero();
      assertThat(engine.counts().replies()).containsEntry(535, 1L);
      assertThat(inbox.arrivals()).isEmpty();
    }
  }

  private static Program.Result send(
      Engine engine, Mechanism mechanism, String user, String password) throws Exception {
    return Program.require("msmtp")
        .run(
            "Subject: hello\n\n.dot\n",
            new String[] {
              "--file=/dev/null",
              "--host=127.0.0.1",
              "--port=" + engine.port(),
              "--tls=on",
              "--tls-starttls=on",
              "--tls-certcheck=on",
              "--tls-trust-file=" + engine.authority(),
              "--auth=" + mechanism.label().toLowerCase(Locale.ROOT),
              "--user=" + user,
              "--passwordeval=echo " + password,
              "--from=alice@client.example",
              "--dsn-return=headers",
              "--dsn-notify=failure",
              "bob@mx.example"
            });
  }
}
