// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.sasl.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** curl, which has mechanisms of its own, and some by GNU SASL where it is built with that. */
class CurlTest extends AgainstEngine {

  private static void send(Engine engine, String... more) throws Exception {
    Program curl = Program.require("curl");
    Path mail = Files.createTempFile("mail", ".txt");
    try {
      Files.writeString(mail, "Subject: hello\r\n\r\n.dot\r\n");
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--silent",
                  "--show-error",
                  "--ssl-reqd",
                  "--connect-to",
                  "mx.example::" + engine.address(),
                  "--cacert",
                  engine.authority().toString(),
                  "--url",
                  "smtp://mx.example:" + engine.port() + "/client.example",
                  "--mail-from",
                  "alice@client.example",
                  "--mail-rcpt",
                  "bob@mx.example",
                  "--upload-file",
                  mail.toString()));
      arguments.addAll(List.of(more));
      curl.succeed(arguments.toArray(String[]::new));
    } finally {
      Files.delete(mail);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "LOGIN", "CRAM_MD5"})
  void itLogsInByPassword(Mechanism mechanism) throws Exception {
    logsIn(mechanism, "--user", "alice:" + Plan.PASSWORD);
  }

  @ParameterizedTest
  @EnumSource(names = {"XOAUTH2", "OAUTHBEARER"})
  void itLogsInByToken(Mechanism mechanism) throws Exception {
    logsIn(mechanism, "--user", "alice:", "--oauth2-bearer", "ya29.token");
  }

  @ParameterizedTest
  @EnumSource(names = {"SCRAM_SHA_1", "SCRAM_SHA_256"})
  void itLogsInByScramWhereItCan(Mechanism mechanism) throws Exception {
    assumeTrue(
        Program.require("curl").succeed("--version").contains("gsasl"),
        "this curl is built without GNU SASL");
    logsIn(mechanism, "--user", "alice:" + Plan.PASSWORD);
  }

  /** It is offered nothing else: whatever it is told, curl takes OAUTHBEARER before XOAUTH2. */
  private void logsIn(Mechanism mechanism, String... how) throws Exception {
    for (boolean early : new boolean[] {true, false}) {
      Inbox inbox = new Inbox();
      try (Engine engine = engine(Plan.submission(mechanism), inbox)) {
        List<String> options = new ArrayList<>(List.of(how));
        options.addAll(List.of("--login-options", "AUTH=" + mechanism.label()));
        if (early) {
          options.add("--sasl-ir");
        }
        send(engine, options.toArray(String[]::new));
        Inbox.Arrival arrival = inbox.arrival();
        assertThat(arrival.envelope().peer().identity()).isEqualTo("alice");
        assertThat(arrival.envelope().peer().mechanism()).isEqualTo(mechanism.label());
        assertThat(arrival.text()).endsWith("\r\n\r\n.dot\r\n");
      }
    }
  }

  @Test
  void itLogsInByCertificate() throws Exception {
    Program openssl = Program.require("openssl");
    Path key = folder().resolve("client.key");
    Path certificate = folder().resolve("client.pem");
    openssl.succeed(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=alice",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission().askingForCertificates(), inbox)) {
      send(
          engine,
          "--cert",
          certificate.toString(),
          "--key",
          key.toString(),
          "--user",
          "alice:",
          "--login-options",
          "AUTH=EXTERNAL");
      Peer peer = inbox.arrival().envelope().peer();
      assertThat(peer.mechanism()).isEqualTo("EXTERNAL");
      assertThat(inbox.logins().get(0).user()).isEqualTo("CN=alice");
    }
  }

  @Test
  void addressesOfTheWholeWorldPass() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(engine, "--mail-rcpt", "j\u00f6rg@mx.example");
      assertThat(inbox.arrival().recipients())
          .containsExactly("bob@mx.example", "j\u00f6rg@mx.example");
      assertThat(inbox.arrival().envelope().parameters()).containsKey("SMTPUTF8");
    }
  }
}
