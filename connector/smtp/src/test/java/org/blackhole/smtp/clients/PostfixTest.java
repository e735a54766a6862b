// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.sasl.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Postfix relays into the engine. As a client it never sends BDAT, and it knows of no REQUIRETLS
 * before 3.11.
 */
class PostfixTest extends AgainstEngine {

  private Postfix relay(Engine engine, String... settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put("relayhost", "[127.0.0.1]:" + engine.port());
    all.put("smtp_tls_security_level", "may");
    for (String setting : settings) {
      int at = setting.indexOf('=');
      all.put(setting.substring(0, at), setting.substring(at + 1));
    }
    return Postfix.start(folder(), all);
  }

  @Test
  void itUsesWhatItIsOffered() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example", "BODY=8BITMIME", "RET=HDRS", "ENVID=QQ+2B1")
          .to("bob@mx.example", "NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;robert@mx.example")
          .to("carol@mx.example", "NOTIFY=NEVER")
          .saying("Subject: hello", "", "Gr\u00fc\u00dfe", "..two dots")
          .toPort(postfix.port());
      Inbox.Arrival arrival = inbox.arrival();
      Envelope envelope = arrival.envelope();
      assertThat(envelope.peer().helo()).isEqualTo("relay.example");
      assertThat(Objects.requireNonNull(envelope.peer().tls()).version()).isEqualTo("TLSv1.3");
      assertThat(envelope.sender()).hasToString("alice@client.example");
      assertThat(envelope.parameters())
          .contains(entry("BODY", "8BITMIME"), entry("RET", "HDRS"), entry("ENVID", "QQ+2B1"));
      assertThat(envelope.declaredSize()).isPositive();
      assertThat(envelope.recipients().stream().map(Recipient::parameters))
          .containsExactly(
              Map.of("NOTIFY", "SUCCESS,FAILURE", "ORCPT", "rfc822;robert@mx.example"),
              Map.of("NOTIFY", "NEVER", "ORCPT", "rfc822;carol@mx.example"));
      assertThat(arrival.text()).endsWith("\r\n\r\nGr\u00fc\u00dfe\r\n.two dots\r\n");
      for (String extension : List.of("STARTTLS", "PIPELINING", "SIZE", "8BITMIME", "DSN")) {
        assertThat(engine.uses(extension)).describedAs(extension).isOne();
      }
      assertThat(engine.uses("CHUNKING")).isZero();
      postfix.awaitEmpty();
    }
  }

  @Test
  void addressesOfTheWholeWorldPass() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("j\u00f6rg@b\u00fccher.example", "SMTPUTF8", "BODY=8BITMIME")
          .to("\u7528\u6237@\u4f8b\u5b50.example")
          .saying("Subject: Gr\u00fc\u00dfe", "", "Hello")
          .toPort(postfix.port());
      Inbox.Arrival arrival = inbox.arrival();
      assertThat(arrival.envelope().parameters()).containsKey("SMTPUTF8");
      assertThat(arrival.envelope().sender()).hasToString("j\u00f6rg@b\u00fccher.example");
      assertThat(arrival.recipients()).containsExactly("\u7528\u6237@\u4f8b\u5b50.example");
      assertThat(arrival.text()).contains("Subject: Gr\u00fc\u00dfe\r\n");
      assertThat(engine.uses("SMTPUTF8")).isOne();
    }
  }

  @Test
  void whatIsRefusedForNowIsKeptAndTriedAgain() throws Exception {
    Verdict later = Verdict.reply(Reply.parse("450 4.2.1 Mailbox is busy"));
    Inbox inbox = Inbox.refusing("bob", 1, later);
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example")
          .to("bob@mx.example")
          .to("carol@mx.example")
          .toPort(postfix.port());
      assertThat(inbox.arrival().recipients()).containsExactly("carol@mx.example");
      postfix.awaitDeferred(1);
      assertThat(postfix.log()).contains("said: 450 4.2.1 Mailbox is busy");
      postfix.flush();
      assertThat(inbox.arrivals(2).get(1).recipients()).containsExactly("bob@mx.example");
      postfix.awaitEmpty();
      assertThat(inbox.arrivals()).hasSize(2);
    }
  }

  @Test
  void aMessageRefusedForNowAfterItsContentIsSentAgainWhole() throws Exception {
    Verdict later = Verdict.reply(Reply.parse("451 4.3.0 Try again later"));
    AtomicInteger seen = new AtomicInteger();
    Inbox inbox =
        new Inbox(
            (stage, subject) ->
                stage == Stage.MESSAGE && seen.getAndIncrement() == 0 ? later : Verdict.proceed());
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      postfix.awaitDeferred(1);
      assertThat(inbox.arrivals()).isEmpty();
      postfix.flush();
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\nHello\r\n");
      postfix.awaitEmpty();
      assertThat(engine.counts().refused()).isOne();
      assertThat(engine.counts().messages()).isOne();
    }
  }

  @Test
  void whatIsRefusedForGoodComesBackToTheSender() throws Exception {
    Verdict no = Verdict.reply(Reply.parse("550 5.1.1 No such user here"));
    Inbox inbox = Inbox.refusing("bob", Integer.MAX_VALUE, no);
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example", "ENVID=QQ1")
          .to("bob@mx.example", "ORCPT=rfc822;robert@mx.example")
          .toPort(postfix.port());
      Inbox.Arrival bounce = inbox.arrival();
      assertThat(bounce.envelope().sender().isNull()).isTrue();
      assertThat(bounce.recipients()).containsExactly("alice@client.example");
      assertThat(bounce.text())
          .contains(
              "Original-Envelope-Id: QQ1\r\n",
              "Original-Recipient: rfc822;robert@mx.example\r\n",
              "Final-Recipient: rfc822; bob@mx.example\r\n",
              "Action: failed\r\n",
              "Status: 5.1.1\r\n",
              "Diagnostic-Code: smtp; 550 5.1.1 No such user here\r\n");
      postfix.awaitEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "RCPT"})
  void after421TheNextHostIsTried(Stage stage) throws Exception {
    Verdict leave = Verdict.reply(Reply.parse("421 4.3.2 Closing for now"));
    Inbox first = new Inbox((at, subject) -> at == stage ? leave : Verdict.proceed());
    Inbox second = new Inbox();
    try (Engine closing = engine(Plan.mx(), first);
        Engine open = engine(Plan.mx(), second);
        Postfix postfix = relay(closing, "smtp_fallback_relay=[127.0.0.1]:" + open.port())) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      assertThat(second.arrival().recipients()).containsExactly("bob@mx.example");
      assertThat(first.arrivals()).isEmpty();
      assertThat(closing.counts().replies()).containsEntry(421, 1L);
      postfix.awaitEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "LOGIN", "CRAM_MD5", "SCRAM_SHA_1", "SCRAM_SHA_256"})
  void itLogsIn(Mechanism mechanism) throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox);
        Postfix postfix =
            relay(
                engine,
                "smtp_sasl_auth_enable=yes",
                "smtp_sasl_password_maps=static:{ali=ce,b:" + Plan.PASSWORD + "}",
                "smtp_sasl_security_options=noanonymous",
                "smtp_sasl_mechanism_filter=" + mechanism.label())) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      Peer peer = inbox.arrival().envelope().peer();
      assertThat(peer.identity()).isEqualTo("ali=ce,b");
      assertThat(peer.mechanism()).isEqualTo(mechanism.label());
      assertThat(peer.tls()).isNotNull();
      postfix.awaitEmpty();
    }
  }

  /** Cyrus SASL has no channel binding here, sees -PLUS offered, and must not be called a liar. */
  @Test
  void itLogsInByTheBestItHas() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox);
        Postfix postfix =
            relay(
                engine,
                "smtp_sasl_auth_enable=yes",
                "smtp_sasl_password_maps=static:{alice:" + Plan.PASSWORD + "}",
                "smtp_sasl_security_options=noanonymous")) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      assertThat(inbox.arrival().envelope().peer().mechanism()).startsWith("SCRAM-SHA-");
    }
  }

  @Test
  void aWrongPasswordKeepsTheMailThere() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox);
        Postfix postfix =
            relay(
                engine,
                "smtp_sasl_auth_enable=yes",
                "smtp_sasl_password_maps=static:{alice:guessed}",
                "smtp_sasl_security_options=noanonymous",
                "smtp_sasl_mechanism_filter=SCRAM-SHA-256")) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      postfix.awaitDeferred(1);
      assertThat(postfix.log()).contains("535 5.7.8");
      assertThat(inbox.arrivals()).isEmpty();
    }
  }

  @Test
  void withoutALoginThatIsRequiredTheMailComesBack() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      postfix.awaitEmpty();
      assertThat(postfix.log()).contains("530 5.7.0", "status=bounced");
      assertThat(inbox.arrivals()).isEmpty();
    }
  }

  @Test
  void itTellsForWhomItForwards() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx().trusting(), inbox);
        Postfix postfix = relay(engine, "smtp_send_xforward_command=yes")) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      Map<String, String> forwarded = inbox.arrival().envelope().forwarded();
      assertThat(forwarded)
          .contains(
              entry("ADDR", "127.0.0.1"),
              entry("HELO", "client.example"),
              entry("PROTO", "ESMTP"),
              entry("SOURCE", "LOCAL"))
          .containsKeys("PORT", "IDENT");
    }
  }

  @Test
  void itChecksTheCertificateOfTheTestAuthority() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx().with(StartTls.REQUIRED), inbox);
        Postfix postfix =
            relay(
                engine,
                "smtp_tls_security_level=secure",
                "smtp_tls_CAfile=" + engine.authority(),
                "smtp_tls_secure_cert_match=mx.example")) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      inbox.arrival();
      assertThat(postfix.log()).contains("Verified TLS connection established to 127.0.0.1");
    }
  }

  @Test
  void itSpeaksTlsFromTheFirstOctet() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.smtps(), inbox);
        Postfix postfix =
            relay(engine, "smtp_tls_wrappermode=yes", "smtp_tls_security_level=encrypt")) {
      Handover.from("alice@client.example").to("bob@mx.example").toPort(postfix.port());
      assertThat(inbox.arrival().envelope().peer().tls()).isNotNull();
      assertThat(engine.uses("STARTTLS")).isZero();
      postfix.awaitEmpty();
    }
  }

  @Test
  void itGetsByWithoutAnyExtension() throws Exception {
    Inbox inbox = new Inbox();
    Plan plan = Plan.mx().hiding(Extension.keywords().toArray(String[]::new));
    try (Engine engine = engine(plan, inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example", "BODY=8BITMIME")
          .to("bob@mx.example", "NOTIFY=SUCCESS")
          .saying(
              "MIME-Version: 1.0",
              "Content-Type: text/plain; charset=utf-8",
              "Content-Transfer-Encoding: 8bit",
              "",
              "Gr\u00fc\u00dfe")
          .toPort(postfix.port());
      Inbox.Arrival arrival = inbox.arrival();
      assertThat(arrival.envelope().parameters()).isEmpty();
      assertThat(arrival.envelope().recipients().get(0).parameters()).isEmpty();
      assertThat(arrival.text()).contains("Gr=C3=BC=C3=9Fe\r\n");
      // It says itself what we could not promise to say.
      assertThat(inbox.arrivals(2).get(1).text()).contains("Action: relayed\r\n");
    }
  }

  @Test
  void overLmtpEachRecipientHasAnAnswerOfItsOwn() throws Exception {
    Verdict full = Verdict.reply(Reply.parse("552 5.2.2 Mailbox is full"));
    Inbox inbox =
        new Inbox(
            (stage, subject) ->
                stage == Stage.DATA && subject.startsWith("bob@") ? full : Verdict.proceed());
    try (Engine engine = engine(Plan.lmtp(), inbox);
        Postfix postfix =
            relay(engine, "relayhost=", "default_transport=lmtp:inet:127.0.0.1:" + engine.port())) {
      Handover.from("alice@client.example")
          .to("bob@mx.example")
          .to("carol@mx.example")
          .toPort(postfix.port());
      List<Inbox.Arrival> arrivals = inbox.arrivals(2);
      assertThat(arrivals.get(0).recipients())
          .containsExactly("bob@mx.example", "carol@mx.example");
      Inbox.Arrival bounce = arrivals.get(1);
      assertThat(bounce.recipients()).containsExactly("alice@client.example");
      assertThat(bounce.text())
          .contains("Diagnostic-Code: smtp; 552 5.2.2 Mailbox is full\r\n")
          .doesNotContain("Final-Recipient: rfc822; carol@mx.example");
      postfix.awaitEmpty();
    }
  }

  @Test
  void hundredsOfMessagesPassThroughAndNoneTwice() throws Exception {
    Inbox inbox = new Inbox();
    Program source = Program.require("smtp-source");
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine, "smtp_destination_concurrency_limit=10")) {
      source.succeed(
          "-c",
          "-s",
          "5",
          "-m",
          "200",
          "-N",
          "-f",
          "alice@client.example",
          "-t",
          "bob@mx.example",
          "127.0.0.1:" + postfix.port());
      inbox.arrivals(200);
      postfix.awaitEmpty();
      assertThat(inbox.arrivals().stream().map(Inbox.Arrival::recipients).distinct()).hasSize(200);
      assertThat(engine.counts().messages()).isEqualTo(200);
    }
  }
}
