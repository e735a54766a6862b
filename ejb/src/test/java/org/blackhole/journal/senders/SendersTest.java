// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.journal.Events;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.journal.sessions.Visit;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Notice;
import org.junit.jupiter.api.Test;

/** What is known of a client, and what it is graded by. */
class SendersTest {

  private static final String CLIENT = "192.0.2.1";
  private static final String FULL = "452 4.2.2 Mailbox full";
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private final AtomicLong seconds = new AtomicLong();
  private final Senders senders = new Senders();
  private final SessionJournal journal =
      new SessionJournal(
          100,
          1 << 24,
          new Events(),
          senders,
          () -> START.plusSeconds(seconds.get()),
          () -> seconds.get() * 1_000_000_000L);
  private long sessions;

  /** A session that begins so long after the one before. */
  private Visit visit(long after) {
    seconds.addAndGet(after);
    return Visit.to(journal, ++sessions, CLIENT, seconds.get() * 1_000_000_000L).greet();
  }

  private SenderReport report() {
    return senders.find(CLIENT).orElseThrow();
  }

  private List<String> reasons() {
    return report().reasons().stream().map(Reason::code).toList();
  }

  @Test
  void aClientThatBehaves() {
    visit(0).sized(100, 90).mail("a@example", "b@example", 10).pipeline().quit();
    visit(60).mail("a@example", "c@example", 10).later(2000).quit();
    SenderReport report = report();
    assertThat(report.first()).isEqualTo(START);
    assertThat(report.last()).isEqualTo(START.plusSeconds(62));
    assertThat(report.sessions()).isEqualTo(2);
    assertThat(report.messages()).isEqualTo(3);
    assertThat(report.refused()).isZero();
    assertThat(report.codes()).containsEntry(220, 2L).containsEntry(354, 3L);
    assertThat(report.connectionReuse()).isEqualTo(1.5);
    assertThat(report.pipelines()).isTrue();
    assertThat(report.verbCase()).isEqualTo("upper");
    assertThat(report.respectsSize()).isTrue();
    assertThat(report.plain()).isEqualTo(2);
    assertThat(report.backsOff()).isNull();
    assertThat(report.grade()).isEqualTo("A");
    assertThat(report.reasons())
        .containsExactly(new Reason(-5, "noTls", "Never uses TLS, though it is offered"));
  }

  @Test
  void triesAgainLaterAndLater() {
    for (long wait : new long[] {0, 300, 600, 1200}) {
      visit(wait).envelope("a@example", "ok@example").refused("full@example", FULL).quit();
    }
    SenderReport report = report();
    assertThat(report.retries()).isOne();
    assertThat(report.intervals())
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(20));
    assertThat(report.backsOff()).isTrue();
    assertThat(reasons()).doesNotContain("retriesSoon", "noBackOff");
  }

  @Test
  void triesAgainAtOnceAndAlwaysTheSame() {
    for (int i = 0; i < 4; i++) {
      visit(10).envelope("a@example", "ok@example").content(5, "451 4.3.0 not now").quit();
    }
    assertThat(report().intervals()).hasSize(3).containsOnly(Duration.ofSeconds(10));
    assertThat(report().backsOff()).isFalse();
    assertThat(reasons()).contains("retriesSoon", "noBackOff");
    assertThat(report().reasons())
        .contains(new Reason(-15, "retriesSoon", "Tries again 10.0 s after a refusal for now"));
  }

  @Test
  void triesAgainAtWhomItWasRefusedForGood() {
    visit(0).envelope("a@example", "ok@example").refused("no@example", "550 5.1.1 no").quit();
    visit(3600).envelope("a@example", "ok@example").refused("no@example", "550 5.1.1 no").quit();
    visit(3600).envelope("b@example", "ok@example").refused("no@example", "550 5.1.1 no").quit();
    assertThat(report().retriesAfter5yz()).isOne();
    assertThat(reasons()).contains("retriesAfter5yz");
  }

  @Test
  void aMessageThatIsSentAgainAfterItsAnswerWasLost() {
    visit(0).unanswered("a@example", "b@example", 1234).end(Ending.LOST);
    visit(600).mail("a@example", "b@example", 1234).quit();
    visit(600).mail("a@example", "b@example", 1234).quit();
    assertThat(report().duplicates()).isOne();
    assertThat(reasons()).contains("duplicates");
  }

  @Test
  void theSameMessageAgainIsNoDuplicateIfTheFirstWasAnswered() {
    visit(0).mail("a@example", "b@example", 1234).end(Ending.LOST);
    visit(600).mail("a@example", "b@example", 1234).quit();
    assertThat(report().duplicates()).isZero();
  }

  @Test
  void manners() {
    visit(0).notice(Notice.EARLY_TALK).notice(Notice.BARE_LINE_BREAK).end(Ending.LOST);
    visit(0).notice(Notice.HTTP_REQUEST).end(Ending.LIMIT);
    assertThat(report().earlyTalk()).isOne();
    assertThat(report().bareLf()).isOne();
    assertThat(reasons()).containsExactly("http", "earlyTalk", "bareLf", "noQuit");
    assertThat(report().grade()).isEqualTo("F");
  }

  @Test
  void fallsBackFromTls() {
    Visit.to(journal, ++sessions, CLIENT).handshakeFails("bad certificate").end(Ending.TLS_FAILED);
    visit(1).mail("a@example", "b@example", 1).quit();
    visit(1).mail("a@example", "b@example", 1).quit();
    assertThat(report().tlsFailed()).isOne();
    assertThat(report().fellBack()).isOne();
    assertThat(reasons()).contains("fallsBack");
  }

  @Test
  void usesTls() {
    visit(0).encrypt("TLSv1.3").mail("a@example", "b@example", 1).quit();
    assertThat(report().tlsVersions()).isEqualTo(Map.of("TLSv1.3", 1L));
    assertThat(report().reasons()).isEmpty();
  }

  @Test
  void whatItDoesAfter421() {
    visit(0).hear("421 4.3.2 bye").end(Ending.LIMIT);
    visit(0).hear("421 4.3.2 bye").goOn().end(Ending.LIMIT);
    assertThat(report().seen421()).isEqualTo(2);
    assertThat(report().left421()).isOne();
    assertThat(reasons()).contains("ignores421");
  }

  @Test
  void whatTheServerEndedIsNotHeldAgainstIt() {
    visit(0).hear("421 4.3.2 bye").end(Ending.POLICY);
    visit(0).hear("421 4.4.2 idle").end(Ending.TIMEOUT);
    visit(0).hear("421 4.3.2 bye").end(Ending.LOST); // it was the first to close
    visit(0).end(Ending.TLS_FAILED);
    visit(0).end(Ending.SHUTDOWN);
    assertThat(reasons()).isEmpty();
    assertThat(report().left421()).isEqualTo(3);

    visit(0).quit();
    visit(0).end(Ending.LOST);
    assertThat(reasons()).isEmpty();
    visit(0).end(Ending.LOST);
    assertThat(report().reasons())
        .containsExactly(
            new Reason(-5, "noQuit", "Leaves without QUIT: 2 of 3 sessions that it ended"));
  }

  @Test
  void sendsMoreThanItSays() {
    visit(0).sized(100, 101).quit();
    assertThat(report().respectsSize()).isFalse();
    assertThat(reasons()).contains("size");
  }

  @Test
  void verbsInEitherCase() {
    visit(0).say("mail from:<>").hear("250 2.0.0 OK").quit();
    assertThat(report().verbCase()).isEqualTo("lower");
    visit(0).say("Mail From:<>").hear("250 2.0.0 OK").quit();
    assertThat(report().verbCase()).isEqualTo("mixed");
  }

  @Test
  void whoWasNotHeardOfForLongestIsForgotten() {
    for (int i = 0; i < Senders.MOST + 600; i++) {
      Visit.to(journal, ++sessions, "10.1." + i / 250 + "." + i % 250).quit();
    }
    assertThat(senders.list()).hasSize(Senders.MOST);
    assertThat(senders.find("10.1.2.99")).isEmpty();
    assertThat(senders.find("10.1.2.100")).isPresent();
  }
}
