// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;

/** Keeps what arrives, and answers as it is told to. */
final class Inbox implements SmtpListener {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * A message that was taken.
   *
   * @param content octet by octet
   */
  record Arrival(Envelope envelope, String content) {

    /** The addresses of its recipients, in order. */
    List<String> recipients() {
      return envelope.recipients().stream().map(r -> r.address().toString()).toList();
    }

    /** The content, which is UTF-8. */
    String text() {
      return new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  private final BiFunction<Stage, String, Verdict> answers;
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final List<Credentials> logins = new CopyOnWriteArrayList<>();
  private final List<Peer> encrypted = new CopyOnWriteArrayList<>();
  private final List<Notice> notices = new CopyOnWriteArrayList<>();

  /** Says yes to everything. */
  Inbox() {
    this((stage, subject) -> Verdict.proceed());
  }

  /**
   * Answers by stage and what it is about: CONNECT, RCPT by the recipient, MESSAGE by the sender;
   * with LMTP, DATA by the recipient.
   */
  Inbox(BiFunction<Stage, String, Verdict> answers) {
    this.answers = answers;
  }

  /** Answers recipients of this name so, as often as told, and says yes to all others. */
  static Inbox refusing(String user, int times, Verdict verdict) {
    AtomicInteger left = new AtomicInteger(times);
    return new Inbox(
        (stage, subject) ->
            stage == Stage.RCPT && subject.startsWith(user + "@") && left.getAndDecrement() > 0
                ? verdict
                : Verdict.proceed());
  }

  @Override
  public Conversation onSession(Peer peer) {
    return new Reception();
  }

  /** What was taken so far. */
  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /** Waits until this many messages were taken; those. */
  List<Arrival> arrivals(int count) {
    await().atMost(PATIENCE).until(() -> arrivals.size() >= count);
    return arrivals();
  }

  /** The one message, waited for. */
  Arrival arrival() {
    return arrivals(1).get(0);
  }

  /** Who logged in, in order. */
  List<Credentials> logins() {
    return List.copyOf(logins);
  }

  /** Clients whose TLS handshake is done, in order. */
  List<Peer> encrypted() {
    return List.copyOf(encrypted);
  }

  /** What clients did that is worth knowing. */
  List<Notice> notices() {
    return List.copyOf(notices);
  }

  private final class Reception implements Conversation {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public Verdict onConnect(Peer peer) {
      return answers.apply(Stage.CONNECT, "");
    }

    @Override
    public Verdict onTls(Peer peer) {
      encrypted.add(peer);
      return Verdict.proceed();
    }

    @Override
    public Verdict onAuth(Peer peer, Credentials credentials) {
      logins.add(credentials);
      return answers.apply(Stage.AUTH, credentials.user());
    }

    @Override
    public Verdict onMail(Envelope envelope) {
      content.reset();
      return answers.apply(Stage.MAIL, envelope.sender().toString());
    }

    @Override
    public Verdict onRecipient(Envelope envelope, Recipient recipient) {
      return answers.apply(Stage.RCPT, recipient.address().toString());
    }

    @Override
    public Verdict onContent(Envelope envelope, ByteBuffer octets) {
      byte[] copy = new byte[octets.remaining()];
      octets.get(copy);
      content.writeBytes(copy);
      return Verdict.proceed();
    }

    @Override
    public Verdict onMessage(Envelope envelope, long size) {
      Verdict verdict = answers.apply(Stage.MESSAGE, envelope.sender().toString());
      if (verdict.action() == Verdict.Action.PROCEED) {
        arrivals.add(new Arrival(envelope, content.toString(StandardCharsets.ISO_8859_1)));
      }
      return verdict;
    }

    @Override
    public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
      return answers.apply(Stage.DATA, recipient.address().toString());
    }

    @Override
    public void onNotice(Peer peer, Notice notice) {
      notices.add(notice);
    }
  }
}
