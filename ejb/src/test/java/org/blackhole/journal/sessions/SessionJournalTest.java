// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;
import org.blackhole.journal.MessageEvent;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Recording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the journal tells of sessions, open and ended. */
class SessionJournalTest {

  private static final long PLENTY = 1 << 24;

  private final SessionJournal journal = Journals.of(100, PLENTY);

  @Test
  void aSessionAtAGlance() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet().later(1500);
    visit.logIn("alice").mail("a@example", "b@example", 1000).later(34).quit();
    SessionSummary session = Journals.all(journal).get(0);

    assertThat(session.id()).isEqualTo("0000000000000001");
    assertThat(session.listener()).isEqualTo("mx");
    assertThat(session.client()).isEqualTo("192.0.2.1");
    assertThat(session.port()).isEqualTo(4711);
    assertThat(session.end()).isEqualTo("quit");
    assertThat(session.started()).isEqualTo(Journals.START);
    assertThat(session.duration()).isEqualTo(Duration.ofMillis(1534));
    assertThat(session.ended()).isEqualTo(Journals.START.plusMillis(1534));
    assertThat(session.helo()).isEqualTo("client.example");
    assertThat(session.user()).isEqualTo("alice");
    assertThat(session.tls()).isNull();
    assertThat(session.messages()).isOne();
    assertThat(session.refused()).isZero();
    assertThat(session.recipients()).isOne();
    assertThat(session.commands()).isEqualTo(5);
    assertThat(session.octets()).isEqualTo(21 + 23 + 21 + 6 + 6);
    assertThat(session.codes()).isEqualTo(Map.of(220, 1L, 221, 1L, 250, 4L, 354, 1L));
    assertThat(session.sender()).isEqualTo("a@example");
    assertThat(session.recipient()).isEqualTo("b@example");
  }

  @Test
  void aTranscript() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet().encrypt("TLSv1.3");
    journal.marks(visit.peer()).decided("greylist", null);
    journal.marks(visit.peer()).tagged("slow");
    visit.refused("full@example", "452 4.2.2 Mailbox full");
    journal.marks(visit.peer()).decided("@mode", "random");
    visit.mail("a@example", "b@example", 1).quit();

    assertThat(Journals.transcript(journal, visit.id()))
        .containsExactly(
            "S 220 mx.example ESMTP",
            "C EHLO client.example",
            "S 250-mx.example",
            "S 250-PIPELINING",
            "S 250 SIZE 1000",
            "- TLSv1.3 TLS_AES_128_GCM_SHA256",
            "- rule greylist",
            "- tag slow",
            "C RCPT TO:<full@example>",
            "S 452 4.2.2 Mailbox full",
            "- mode random by @mode",
            "C MAIL FROM:<a@example>",
            "S 250 2.0.0 OK",
            "C RCPT TO:<b@example>",
            "S 250 2.0.0 OK",
            "C DATA",
            "S 354 End data with <CR><LF>.<CR><LF>",
            "C (1 octet of content)",
            "S 250 2.0.0 OK: queued as <0000000000000001.1@mx.example>",
            "C QUIT",
            "S 221 2.0.0 Goodbye",
            "- ended: quit");
    assertThat(Journals.all(journal).get(0).rules()).containsExactly("greylist", "@mode");
    assertThat(Journals.all(journal).get(0).tags()).containsExactly("slow");
  }

  @Test
  void offsetsAreThoseOfTheTurn() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1").hear(Visit.GREETING).later(12);
    visit.say("NOOP").hear(Visit.OK).later(3_600_000).say("QUIT").end(Ending.LOST);
    assertThat(journal.find(visit.id()).orElseThrow().transcript())
        .extracting(TranscriptLine::micros)
        .containsExactly(0L, 12_000L, 12_000L, 3_600_012_000L, 3_600_012_000L);
  }

  @Test
  void whatAClientSentIsEscaped() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1");
    visit.say("NOOP a\nS: 250 forged\u0007\u202e").say("NOOP gr\u00fc\u00dfe");
    visit.say(new byte[] {'N', 'O', 'O', 'P', ' ', (byte) 0xff, '\t', (byte) 0xc3});
    visit.quit();
    assertThat(Journals.transcript(journal, visit.id()))
        .startsWith(
            "C NOOP a\\nS: 250 forged\\u0007\\u202e",
            "C NOOP gr\u00fc\u00dfe",
            "C NOOP \\xFF\\t\\xC3");
  }

  @Test
  void transactionsWithWhatCameOfThem() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet();
    visit.mail("a@example", "b@example", 10).later(1000);
    visit.envelope("", "\"x> y\"@example").refused("no@example", "550 5.1.1 no");
    visit.content(
        20, "451 4.3.0 later", () -> journal.marks(visit.peer()).decided("bounce-all", null));
    visit.say("mail from:c@example body=8bitmime").hear(Visit.OK).say("RSET").hear(Visit.OK);
    visit.say("MAIL FROM:<@relay:d@example>").hear("550 5.7.1 not you").quit();

    assertThat(journal.find(visit.id()).orElseThrow().transactions())
        .containsExactly(
            new SentMessage(0, "a@example", List.of("b@example"), 10, 250, null),
            new SentMessage(1_000_000, "", List.of("\"x> y\"@example"), 20, 451, "bounce-all"),
            new SentMessage(1_000_000, "c@example", List.of(), 0, 0, null),
            new SentMessage(1_000_000, "d@example", List.of(), 0, 550, null));
  }

  @Test
  void anOpenSessionIsThereToo() {
    Visit visit = Visit.to(journal, 1, "192.0.2.1").greet();
    assertThat(journal.live()).isOne();
    assertThat(Journals.all(journal).get(0).end()).isNull();
    assertThat(Journals.transcript(journal, visit.id())).contains("C EHLO client.example");
    assertThat(journal.dismiss(visit.id())).isEqualTo(SessionJournal.Dismissal.TOLD);
    assertThat(visit.dismissals()).isOne();

    visit.end(Ending.DISMISSED);
    assertThat(journal.live()).isZero();
    assertThat(journal.dismiss(visit.id())).isEqualTo(SessionJournal.Dismissal.ENDED);
    assertThat(visit.dismissals()).isOne();
    assertThat(journal.dismiss("ffffffffffffffff")).isEqualTo(SessionJournal.Dismissal.UNKNOWN);
    assertThat(journal.find("ffffffffffffffff")).isEmpty();
  }

  @Test
  void everyEndingHasALabel() {
    long number = 0;
    for (Ending ending : Ending.values()) {
      Visit.to(journal, ++number, "192.0.2.1").end(ending);
    }
    assertThat(Journals.all(journal))
        .extracting(SessionSummary::end)
        .containsExactly(
            "dismissed",
            "fault",
            "shutdown",
            "limit",
            "policy",
            "tlsFailed",
            "timeout",
            "lost",
            "quit");
  }

  @Test
  void sessionsAreFoundByWhatHappened() {
    Visit.to(journal, 1, "192.0.2.1").greet().mail("a@example", "b@example", 1).quit();
    Visit refused = Visit.to(journal, 2, "192.0.2.2").greet();
    journal.marks(refused.peer()).decided("full", null);
    journal.marks(refused.peer()).tagged("t");
    refused.envelope("c@example", "d@example").refused("full@example", "452 4.2.2 full");
    refused.mail("e@example", "f@example", 1).end(Ending.LOST);
    Visit.to(journal, 3, "2001:db8::1").greet();

    assertThat(find(query(true, null, null, null, null))).containsExactly(3L);
    assertThat(find(query(false, null, null, null, null))).containsExactly(2L, 1L);
    assertThat(find(query(null, "c@example", null, null, null))).containsExactly(2L);
    assertThat(find(query(null, null, "full@example", null, null))).containsExactly(2L);
    assertThat(find(query(null, "e@example", "d@example", null, null))).containsExactly(2L);
    assertThat(find(query(null, "a@example", "d@example", null, null))).isEmpty();
    assertThat(find(query(null, null, null, "full", null))).containsExactly(2L);
    assertThat(find(query(null, null, null, null, "t"))).containsExactly(2L);
    assertThat(
            find(
                new SessionQuery(
                    null, "mx", null, null, null, null, code -> code == 452, null, null, null)))
        .containsExactly(2L);
    assertThat(
            find(
                new SessionQuery(
                    null,
                    null,
                    address -> address.getHostAddress().startsWith("192.0.2."),
                    null,
                    null,
                    null,
                    null,
                    null,
                    Journals.START,
                    Journals.START.plusSeconds(1))))
        .containsExactly(2L, 1L);
    assertThat(
            find(
                new SessionQuery(
                    null, null, null, null, null, null, null, null, null, Journals.START)))
        .isEmpty();
    assertThat(
            find(new SessionQuery(null, "other", null, null, null, null, null, null, null, null)))
        .isEmpty();
  }

  private static SessionQuery query(
      @Nullable Boolean live,
      @Nullable String sender,
      @Nullable String recipient,
      @Nullable String rule,
      @Nullable String tag) {
    return new SessionQuery(
        live,
        null,
        null,
        sender == null ? null : sender::equals,
        recipient == null ? null : recipient::equals,
        rule,
        null,
        tag,
        null,
        null);
  }

  private List<Long> find(SessionQuery query) {
    return journal.list(query, 100, Long.MAX_VALUE).sessions().stream()
        .map(SessionSummary::number)
        .toList();
  }

  @Test
  void pagesFollowOneAnother() {
    for (int i = 1; i <= 7; i++) {
      Visit.to(journal, i, "192.0.2.1").quit();
    }
    SessionJournal.Part first = journal.list(SessionQuery.ALL, 3, Long.MAX_VALUE);
    assertThat(first.sessions()).extracting(SessionSummary::number).containsExactly(7L, 6L, 5L);
    assertThat(first.next()).isEqualTo(5);
    SessionJournal.Part last = journal.list(SessionQuery.ALL, 4, 5);
    assertThat(last.sessions()).extracting(SessionSummary::number).containsExactly(4L, 3L, 2L, 1L);
    assertThat(last.next()).isNull();
  }

  @Test
  void whoWaitsIsToldOfWhatCameSince() {
    Visit.to(journal, 1, "192.0.2.1").greet().mail("a@example", "b@example", 1).quit();
    SessionQuery another = query(false, "c@example", null, null, null);
    long since = journal.mark();
    assertThat(journal.anySince(another, Long.MAX_VALUE, since)).isFalse();
    Visit visit = Visit.to(journal, 2, "192.0.2.1").greet();
    visit.mail("c@example", "d@example", 1);
    assertThat(journal.anySince(another, Long.MAX_VALUE, since)).isFalse();
    visit.quit();
    assertThat(journal.anySince(another, Long.MAX_VALUE, since)).isTrue();
  }

  @Test
  void eventsAreMadeForWhoFollows() {
    Events events = new Events();
    SessionJournal followed = Journals.of(10, PLENTY, events);
    Visit.to(followed, 1, "192.0.2.1").quit();
    try (EventReader reader = events.subscribe(Events.NOW, EnumSet.allOf(EventType.class))) {
      Visit visit = Visit.to(followed, 2, "192.0.2.1").greet();
      visit.mail("a@example", "b@example", 5).quit();
      List<Events.Numbered> told = reader.poll(10).events();
      assertThat(told).hasSize(3);
      assertThat(told.get(0).event())
          .isInstanceOfSatisfying(SessionEvent.class, began -> assertThat(began.began()).isTrue());
      assertThat(told.get(1).event())
          .isEqualTo(
              new MessageEvent(
                  visit.id(), Journals.START, "mx", "192.0.2.1", "a@example", 0, 5, 250, null));
      assertThat(told.get(2).event())
          .isInstanceOfSatisfying(
              SessionEvent.class,
              ended -> {
                assertThat(ended.began()).isFalse();
                assertThat(ended.session().messages()).isOne();
              });
    }
  }

  @Test
  void aJournalWithoutRoomKeepsNothing() {
    SessionJournal off = Journals.of(0, PLENTY);
    Visit visit = Visit.to(off, 1, "192.0.2.1");
    assertThat(off.begin(visit.peer(), () -> {})).isSameAs(Recording.NONE);
    assertThat(off.marks(visit.peer())).isSameAs(SessionMarks.NONE);
    assertThat(Journals.all(off)).isEmpty();
  }

  @Test
  void theLogHasOneLineASession() {
    Visit.to(journal, 1, "192.0.2.1").greet().notice(Notice.EARLY_TALK).end(Ending.LOST);
    assertThat(SessionJournal.line(Journals.all(journal).get(0)))
        .isEqualTo(
            "session 0000000000000001 on mx from 192.0.2.1 port 4711: lost after 0 ms,"
                + " helo client.example, user null, tls null, messages 0, refused 0,"
                + " recipients 0, commands 1, octets 21, codes {220=1, 250=1}, rules [], tags []");
  }
}
