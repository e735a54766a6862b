// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
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
 * Exim relays into the engine: the one that sends BDAT, in one write with MAIL and RCPT. It tries
 * PRDR where that is offered, which it is not.
 */
class EximTest extends AgainstEngine {

  private static final Handover HELLO = Handover.from("alice@client.example").to("bob@mx.example");

  private Exim relay(Engine engine, Exim.Options options) throws Exception {
    return Exim.relaying(folder(), options, engine.address());
  }

  private Exim relay(Engine engine) throws Exception {
    return relay(engine, Exim.Options.NONE);
  }

  @Test
  void itUsesWhatItIsOffered() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(
          Handover.from("alice@client.example", "BODY=8BITMIME", "RET=HDRS", "ENVID=QQ+2B1")
              .to("bob@mx.example", "NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;robert@mx.example")
              .to("carol@mx.example", "NOTIFY=NEVER")
              .saying("Subject: hello", "", "Gr\u00fc\u00dfe", "..", "..two dots"));
      Inbox.Arrival arrival = inbox.arrival();
      Envelope envelope = arrival.envelope();
      assertThat(envelope.peer().helo()).isEqualTo("relay.example");
      assertThat(Objects.requireNonNull(envelope.peer().tls()).version()).isEqualTo("TLSv1.3");
      assertThat(envelope.parameters()).contains(entry("RET", "HDRS"), entry("ENVID", "QQ+2B1"));
      assertThat(envelope.declaredSize()).isPositive();
      assertThat(envelope.recipients().stream().map(Recipient::parameters))
          .containsExactly(
              Map.of("NOTIFY", "SUCCESS,FAILURE", "ORCPT", "rfc822;robert@mx.example"),
              Map.of("NOTIFY", "NEVER"));
      assertThat(arrival.text()).endsWith("\r\n\r\nGr\u00fc\u00dfe\r\n.\r\n.two dots\r\n");
      for (String extension : List.of("STARTTLS", "PIPELINING", "SIZE", "DSN", "CHUNKING")) {
        assertThat(engine.uses(extension)).describedAs(extension).isOne();
      }
      // K stands for chunks, and PRDR would stand there.
      assertThat(exim.log()).contains(" X=TLS1.3:", " K ").doesNotContain("PRDR");
      assertThat(exim.queue()).isEmpty();
    }
  }

  @Test
  void aLargeMessageComesInManyChunksAndWhole() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      List<String> lines = Collections.nCopies(40_000, "0123456789012345678901234567890");
      exim.take(
          Handover.from("alice@client.example")
              .to("bob@mx.example")
              .saying("Subject: large", "", String.join("\r\n", lines)));
      String text = inbox.arrival().text();
      assertThat(text.substring(text.indexOf("\r\n\r\n") + 4).lines()).isEqualTo(lines);
      assertThat(engine.uses("CHUNKING")).isOne();
      assertThat(exim.queue()).isEmpty();
    }
  }

  /** With QUIT, in the same write as the chunk, it ends its side of TLS and of the connection. */
  @Test
  void anAnswerThatTakesItsTimeArrives() throws Exception {
    Verdict slow = Verdict.proceed().after(Duration.ofMillis(500));
    Inbox inbox = new Inbox((stage, subject) -> stage == Stage.MESSAGE ? slow : Verdict.proceed());
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(HELLO);
      assertThat(inbox.arrival().envelope().peer().tls()).isNotNull();
      assertThat(exim.queue()).describedAs(exim.log()).isEmpty();
      assertThat(exim.log()).contains("C=\"250 2.0.0 ");
    }
  }

  @Test
  void withoutChunkingItSendsDots() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx().hiding("CHUNKING"), inbox)) {
      Exim exim = relay(engine);
      exim.take(
          Handover.from("alice@client.example")
              .to("bob@mx.example")
              .saying("Subject: dots", "", "..", "..two dots"));
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\n.\r\n.two dots\r\n");
      assertThat(engine.uses("CHUNKING")).isZero();
      assertThat(exim.log()).doesNotContain(" K ");
    }
  }

  @Test
  void itGetsByWithoutAnyExtension() throws Exception {
    Inbox inbox = new Inbox();
    Plan plan = Plan.mx().hiding(Extension.keywords().toArray(String[]::new));
    try (Engine engine = engine(plan, inbox)) {
      Exim exim = relay(engine);
      exim.take(HELLO);
      assertThat(inbox.arrival().envelope().parameters()).isEmpty();
      assertThat(exim.queue()).isEmpty();
    }
  }

  @Test
  void addressesOfTheWholeWorldPass() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(
          Handover.from("j\u00f6rg@b\u00fccher.example", "SMTPUTF8", "BODY=8BITMIME")
              .to("\u7528\u6237@\u4f8b\u5b50.example")
              .saying("Subject: Gr\u00fc\u00dfe", "", "Hello"));
      Inbox.Arrival arrival = inbox.arrival();
      assertThat(arrival.envelope().parameters()).containsKey("SMTPUTF8");
      assertThat(arrival.envelope().sender().localPart()).isEqualTo("j\u00f6rg");
      assertThat(arrival.envelope().recipients().get(0).address().localPart())
          .isEqualTo("\u7528\u6237");
      assertThat(engine.uses("SMTPUTF8")).isOne();
    }
  }

  /** The chunk is on its way before the recipients are answered. */
  @Test
  void whatIsRefusedForNowIsKeptAndTriedAgain() throws Exception {
    Inbox inbox = Inbox.refusing("bob", 1, Verdict.reply(Reply.parse("450 4.2.1 Mailbox is busy")));
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(Handover.from("alice@client.example").to("bob@mx.example").to("carol@mx.example"));
      assertThat(inbox.arrival().recipients()).containsExactly("carol@mx.example");
      assertThat(exim.queue()).contains("bob@mx.example");
      assertThat(exim.log()).contains("450 4.2.1 Mailbox is busy");
      exim.flush();
      assertThat(inbox.arrivals()).hasSize(2);
      assertThat(inbox.arrivals().get(1).recipients()).containsExactly("bob@mx.example");
      assertThat(exim.queue()).isEmpty();
    }
  }

  @Test
  void aChunkWithoutARecipientIsReadAndTheSessionGoesOn() throws Exception {
    Inbox inbox = Inbox.refusing("bob", 1, Verdict.reply(Reply.parse("450 4.2.1 Mailbox is busy")));
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(HELLO);
      assertThat(inbox.arrivals()).isEmpty();
      assertThat(engine.counts().replies()).containsEntry(221, 1L);
      exim.flush();
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\nHello\r\n");
      assertThat(exim.queue()).isEmpty();
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
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(HELLO);
      assertThat(inbox.arrivals()).isEmpty();
      exim.flush();
      assertThat(inbox.arrival().text()).endsWith("\r\n\r\nHello\r\n");
      assertThat(engine.counts().refused()).isOne();
      assertThat(engine.counts().messages()).isOne();
    }
  }

  @Test
  void whatIsRefusedForGoodComesBackToTheSender() throws Exception {
    Verdict no = Verdict.reply(Reply.parse("550 5.1.1 No such user here"));
    Inbox inbox = Inbox.refusing("bob", Integer.MAX_VALUE, no);
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      exim.take(HELLO);
      exim.flush();
      Inbox.Arrival bounce = inbox.arrival();
      assertThat(bounce.envelope().sender().isNull()).isTrue();
      assertThat(bounce.recipients()).containsExactly("alice@client.example");
      assertThat(bounce.text())
          .contains(
              "Final-Recipient: rfc822;bob@mx.example\r\n",
              "Action: failed\r\n",
              "550 5.1.1 No such user here\r\n");
      assertThat(exim.queue()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "RCPT", "MESSAGE"})
  void after421TheNextHostIsTried(Stage stage) throws Exception {
    Verdict leave = Verdict.reply(Reply.parse("421 4.3.2 Closing for now"));
    Inbox first = new Inbox((at, subject) -> at == stage ? leave : Verdict.proceed());
    Inbox second = new Inbox();
    try (Engine closing = engine(Plan.mx(), first);
        Engine open = engine(Plan.mx(), second)) {
      Exim exim = Exim.relaying(folder(), Exim.Options.NONE, closing.address(), open.address());
      exim.take(HELLO);
      exim.flush();
      assertThat(exim.queue()).describedAs(exim.log()).isEmpty();
      assertThat(second.arrival().recipients()).containsExactly("bob@mx.example");
      assertThat(second.arrivals()).hasSize(1);
      assertThat(first.arrivals()).isEmpty();
      assertThat(closing.counts().replies()).containsKey(421);
      assertThat(exim.queue()).isEmpty();
    }
  }

  @Test
  void itsQueueGoesOutOnOneConnection() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine);
      for (int i = 0; i < 5; i++) {
        exim.keep(Handover.from("alice@client.example").to("bob" + i + "@mx.example"));
      }
      exim.flush();
      assertThat(inbox.arrivals()).describedAs(exim.log()).hasSize(5);
      assertThat(inbox.arrivals().stream().flatMap(arrival -> arrival.recipients().stream()))
          .containsExactlyInAnyOrder(
              "bob0@mx.example",
              "bob1@mx.example",
              "bob2@mx.example",
              "bob3@mx.example",
              "bob4@mx.example");
      assertThat(engine.counts().sessions()).isOne();
      assertThat(engine.uses("CHUNKING")).isEqualTo(5);
    }
  }

  @Test
  void itTakesUpItsTlsSessionAgain() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim = relay(engine, Exim.Options.NONE.transport("tls_resumption_hosts = *"));
      exim.take(HELLO);
      exim.take(HELLO);
      assertThat(
              inbox.encrypted().stream().map(peer -> Objects.requireNonNull(peer.tls()).resumed()))
          .containsExactly(false, true);
      assertThat(inbox.arrivals()).hasSize(2);
    }
  }

  @Test
  void itChecksTheCertificateOfTheTestAuthority() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx().with(StartTls.REQUIRED), inbox)) {
      Path authority = Files.copy(engine.authority(), folder().resolve("trusted.pem"));
      Exim exim =
          relay(
              engine,
              Exim.Options.NONE.transport(
                  "hosts_require_tls = *",
                  "tls_verify_hosts = *",
                  "tls_verify_cert_hostnames = *",
                  "tls_verify_certificates = " + authority));
      exim.take(HELLO);
      inbox.arrival();
      assertThat(exim.log()).contains(" CV=yes ");
    }
  }

  @Test
  void itSpeaksTlsFromTheFirstOctet() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.smtps(), inbox)) {
      Exim exim = relay(engine, Exim.Options.NONE.transport("protocol = smtps"));
      exim.take(HELLO);
      assertThat(inbox.arrival().envelope().peer().tls()).isNotNull();
      assertThat(engine.uses("STARTTLS")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "LOGIN", "CRAM_MD5"})
  void itLogsIn(Mechanism mechanism) throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.submission(), inbox)) {
      Exim.Options options = Exim.Options.NONE.transport("hosts_require_auth = *");
      Exim exim =
          relay(
              engine,
              switch (mechanism) {
                case PLAIN ->
                    options.authenticator(
                        "plain:",
                        "driver = plaintext",
                        "public_name = PLAIN",
                        "client_send = ^alice^" + Plan.PASSWORD);
                case LOGIN ->
                    options.authenticator(
                        "login:",
                        "driver = plaintext",
                        "public_name = LOGIN",
                        "client_send = : alice : " + Plan.PASSWORD);
                default ->
                    options.authenticator(
                        "cram:",
                        "driver = cram_md5",
                        "public_name = CRAM-MD5",
                        "client_name = alice",
                        "client_secret = " + Plan.PASSWORD);
              });
      exim.take(HELLO);
      Peer peer = inbox.arrival().envelope().peer();
      assertThat(peer.identity()).isEqualTo("alice");
      assertThat(peer.mechanism()).isEqualTo(mechanism.label());
      assertThat(peer.tls()).isNotNull();
    }
  }

  @Test
  void overLmtpEachRecipientHasAnAnswerOfItsOwn() throws Exception {
    Verdict full = Verdict.reply(Reply.parse("552 5.2.2 Mailbox is full"));
    Verdict busy = Verdict.reply(Reply.parse("450 4.2.1 Mailbox is busy"));
    AtomicInteger asked = new AtomicInteger();
    Inbox inbox =
        new Inbox(
            (stage, subject) ->
                stage != Stage.DATA
                    ? Verdict.proceed()
                    : subject.startsWith("bob@")
                        ? full
                        : subject.startsWith("dave@") && asked.getAndIncrement() == 0
                            ? busy
                            : Verdict.proceed());
    try (Engine engine = engine(Plan.lmtp(), inbox)) {
      Exim exim = relay(engine, Exim.Options.NONE.transport("protocol = lmtp"));
      exim.take(
          Handover.from("alice@client.example")
              .to("bob@mx.example")
              .to("carol@mx.example")
              .to("dave@mx.example"));
      assertThat(exim.log()).contains("552 5.2.2 Mailbox is full", "450 4.2.1 Mailbox is busy");
      exim.flush();
      assertThat(exim.queue()).isEmpty();
      List<List<String>> recipients =
          inbox.arrivals().stream().map(Inbox.Arrival::recipients).toList();
      assertThat(recipients)
          .containsExactlyInAnyOrder(
              List.of("bob@mx.example", "carol@mx.example", "dave@mx.example"),
              List.of("alice@client.example"),
              List.of("dave@mx.example"));
    }
  }

  @Test
  void itAsksWhetherARecipientIsThere() throws Exception {
    Verdict no = Verdict.reply(Reply.parse("550 5.1.1 No such user here"));
    Inbox inbox = Inbox.refusing("bob", Integer.MAX_VALUE, no);
    try (Engine engine = engine(Plan.mx(), inbox)) {
      Exim exim =
          relay(
              engine,
              Exim.Options.NONE.conditions("require verify = recipient/callout=20s,no_cache"));
      String answers =
          exim.say(
              "EHLO client.example",
              "MAIL FROM:<alice@client.example>",
              "RCPT TO:<bob@mx.example>",
              "RCPT TO:<carol@mx.example>",
              "QUIT");
      assertThat(answers).contains("550 5.1.1 No such user here", "250 Accepted");
      assertThat(inbox.arrivals()).isEmpty();
      assertThat(engine.counts().live()).isZero();
    }
  }
}
