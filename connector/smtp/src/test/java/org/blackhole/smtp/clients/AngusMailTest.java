// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.sasl.Mechanism;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Angus Mail, the mail client of Jakarta EE. It gets SCRAM from SASL providers alone, and neither
 * the JDK nor itself brings one; CRAM-MD5 is the JDK's.
 */
class AngusMailTest extends AgainstEngine {

  private static Properties properties(Engine engine, String... more) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(engine.port()));
    properties.setProperty("mail.smtp.localhost", "client.example");
    properties.setProperty("mail.smtp.starttls.required", "true");
    properties.setProperty("mail.smtp.ssl.trust", "*");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
    for (String property : more) {
      int at = property.indexOf('=');
      properties.setProperty(property.substring(0, at), property.substring(at + 1));
    }
    return properties;
  }

  private static void send(
      Properties properties, @Nullable String user, @Nullable String secret, String recipient)
      throws Exception {
    Session session = Session.getInstance(properties);
    SMTPMessage message = new SMTPMessage(session);
    message.setFrom("alice@client.example");
    message.setRecipients(Message.RecipientType.TO, recipient);
    message.setSubject("Gr\u00fc\u00dfe", "UTF-8");
    message.setText("Hello\r\n", "US-ASCII");
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(user, secret);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "LOGIN", "XOAUTH2"})
  void itLogsIn(Mechanism mechanism) throws Exception {
    logsIn(mechanism, "mail.smtp.auth.mechanisms=" + mechanism.label());
  }

  @Test
  void itLogsInByCramMd5OfTheJdk() throws Exception {
    logsIn(Mechanism.CRAM_MD5, "mail.smtp.sasl.enable=true", "mail.smtp.sasl.mechanisms=CRAM-MD5");
  }

  private void logsIn(Mechanism mechanism, String... how) throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox)) {
      Properties properties = properties(engine, how);
      properties.setProperty("mail.smtp.auth", "true");
      properties.setProperty("mail.smtp.auth.xoauth2.disable", "false");
      String secret = mechanism == Mechanism.XOAUTH2 ? "ya29.token" : Plan.PASSWORD;
      send(properties, "alice", secret, "bob@mx.example");
      Peer peer = inbox.arrival().envelope().peer();
      assertThat(peer.identity()).isEqualTo("alice");
      assertThat(peer.mechanism()).isEqualTo(mechanism.label());
      assertThat(peer.tls()).isNotNull();
    }
  }

  @Test
  void aWrongPasswordIsToldApart() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox)) {
      Properties properties =
          properties(
              engine,
              "mail.smtp.auth=true",
              "mail.smtp.sasl.enable=true",
              "mail.smtp.sasl.mechanisms=CRAM-MD5");
      assertThatThrownBy(() -> send(properties, "alice", "guessed", "bob@mx.example"))
          .isInstanceOf(AuthenticationFailedException.class);
      assertThat(inbox.arrivals()).isEmpty();
    }
  }

  /** It doubles dots in chunks too, where a server must not undo it (RFC 3030 2). */
  @Test
  void itSendsChunks() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(properties(engine, "mail.smtp.chunksize=100"), null, null, "bob@mx.example");
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\nHello\r\n");
      assertThat(engine.uses("CHUNKING")).isOne();
    }
  }

  @Test
  void itAsksForNotices() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(
          properties(engine, "mail.smtp.dsn.notify=SUCCESS,DELAY", "mail.smtp.dsn.ret=HDRS"),
          null,
          null,
          "bob@mx.example");
      Envelope envelope = inbox.arrival().envelope();
      assertThat(envelope.parameters()).containsEntry("RET", "HDRS");
      assertThat(envelope.recipients().get(0).parameters())
          .containsEntry("NOTIFY", "SUCCESS,DELAY");
      assertThat(engine.uses("DSN")).isOne();
    }
  }

  @Test
  void addressesOfTheWholeWorldPass() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(properties(engine, "mail.mime.allowutf8=true"), null, null, "j\u00f6rg@mx.example");
      assertThat(inbox.arrival().recipients()).containsExactly("j\u00f6rg@mx.example");
      assertThat(inbox.arrival().envelope().parameters()).containsKey("SMTPUTF8");
    }
  }
}
