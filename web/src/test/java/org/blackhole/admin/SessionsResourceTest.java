// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.Events;
import org.blackhole.journal.senders.Senders;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.TlsFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and senders as the API tells of them. */
class SessionsResourceTest {

  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private final Senders senders = new Senders();
  private final SessionJournal journal =
      new SessionJournal(100, 1 << 24, new Events(), senders, InstantSource.fixed(START), () -> 0);
  private final Deque<Runnable> soon = new ArrayDeque<>();
  private final SessionsResource resource =
      new SessionsResource(journal, new SessionWaits(journal, soon::add));
  private final List<Integer> dismissed = new ArrayList<>();

  private Recording begin(int number) {
    Peer peer = peer(number);
    Recording recording = journal.begin(peer, () -> dismissed.add(number));
    recording.said(Reply.of(220, "mx.test ESMTP"));
    recording.known(peer.greeted("client.test", true));
    return recording;
  }

  private static Peer peer(int number) {
    ListenerInfo listener =
        new ListenerInfo(
            "mx",
            Scheme.SMTP,
            StartTls.OPTIONAL,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 25),
            "mx.test",
            Map.of());
    return new Peer(
        id(number), number, listener, client(number), null, null, null, false, null, null);
  }

  private static InetSocketAddress client(int number) {
    try {
      byte[] address = {(byte) 192, 0, 2, (byte) number};
      return new InetSocketAddress(InetAddress.getByAddress(address), 4711);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static String id(int number) {
    return HexFormat.of().toHexDigits((long) number);
  }

  private static void say(Recording recording, String line) {
    byte[] octets = line.getBytes(StandardCharsets.US_ASCII);
    recording.read(1_234_567, octets.length + 2);
    recording.command(octets, octets.length);
  }

  private Answered list(SessionFilter filter, Page page) {
    Answered answer = new Answered();
    resource.list(filter, page, answer);
    return answer;
  }

  private List<String> ids(SessionFilter filter) {
    Answered answer = list(filter, new Page(null, null));
    assertThat(answer.given()).isInstanceOf(JsonObject.class);
    return answer.given() instanceof JsonObject json
        ? json.getJsonArray("items").getValuesAs(JsonObject.class).stream()
            .map(each -> each.getString("id"))
            .toList()
        : List.of();
  }

  @Test
  void aSessionHasAllItsMembers() {
    Recording recording = begin(1);
    TlsFacts tls = new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", "mx.test", null);
    recording.known(peer(1).encrypted(tls));
    say(recording, "MAIL FROM:<a@test>");
    recording.said(Reply.of(550, "5.7.1", "no"));
    recording.ended(Ending.QUIT);

    JsonObject json = resource.one(id(1));
    assertThat(json.keySet())
        .containsExactly(
            "id",
            "listener",
            "client",
            "port",
            "state",
            "end",
            "started",
            "ended",
            "duration",
            "helo",
            "user",
            "tls",
            "messages",
            "refused",
            "recipients",
            "commands",
            "octets",
            "codes",
            "rules",
            "tags",
            "sender",
            "recipient",
            "transactions",
            "transcript",
            "truncated");
    assertThat(json.getString("state")).isEqualTo("ended");
    assertThat(json.getString("end")).isEqualTo("quit");
    assertThat(json.getString("duration")).isEqualTo("0.001s");
    assertThat(json.getString("ended")).isEqualTo("2026-11-21T09:00:00.001Z");
    assertThat(json.get("helo")).isEqualTo(JsonValue.NULL);
    assertThat(json.getJsonObject("tls").toString())
        .isEqualTo(
            "{\"version\":\"TLSv1.3\",\"cipher\":\"TLS_AES_128_GCM_SHA256\",\"sni\":\"mx.test\"}");
    assertThat(json.getJsonObject("codes").toString()).isEqualTo("{\"220\":1,\"550\":1}");
    assertThat(json.getJsonArray("transactions").toString())
        .isEqualTo(
            "[{\"at\":\"2026-11-21T09:00:00.001Z\",\"sender\":\"a@test\",\"recipients\":[],"
                + "\"octets\":0,\"code\":550,\"rule\":null}]");
    assertThat(json.getJsonArray("transcript").get(2).toString())
        .isEqualTo("{\"offset\":1.234,\"from\":\"C\",\"text\":\"MAIL FROM:<a@test>\"}");
    assertThat(resource.transcript(id(1)))
        .isEqualToNormalizingNewlines(
            """
                 0.000 S: 220 mx.test ESMTP
                 0.000 -- TLSv1.3 TLS_AES_128_GCM_SHA256
                 1.234 C: MAIL FROM:<a@test>
                 1.234 S: 550 5.7.1 no
                 1.234 -- ended: quit
            """);
  }

  @Test
  void sessionsAreFoundByEachFilter() {
    begin(1).ended(Ending.LOST);
    Recording second = begin(2);
    say(second, "MAIL FROM:<Alice@Test>");
    second.proposed(new Mail(peer(2)));
    second.said(Reply.of(451, "4.7.1", "later"));

    assertThat(ids(new SessionFilter())).containsExactly(id(2), id(1));
    for (String[] each :
        new String[][] {
          {"state", "live"},
          {"client", "192.0.2.2"},
          {"client", "192.0.2.2/31"},
          {"sender", "alice@*"},
          {"sender", "re:^Alice@"},
          {"code", "451"},
          {"code", "4"}
        }) {
      assertThat(ids(new SessionFilter().with(each[0], each[1])))
          .as(each[0])
          .containsExactly(id(2));
    }
    assertThat(ids(new SessionFilter().with("listener", "mx"))).hasSize(2);
    assertThat(ids(new SessionFilter().with("listener", "other"))).isEmpty();
    assertThat(ids(new SessionFilter().with("from", "2026-11-21T09:00:00Z"))).hasSize(2);
    assertThat(ids(new SessionFilter().with("from", "2026-11-21T10:00+01:00"))).hasSize(2);
    assertThat(ids(new SessionFilter().with("to", "2026-11-21T09:00:00Z"))).isEmpty();
    assertThat(ids(new SessionFilter().with("recipient", "*"))).isEmpty();
    assertThat(ids(new SessionFilter().with("rule", "x"))).isEmpty();
    assertThat(ids(new SessionFilter().with("tag", "x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "state, open, 422",
    "client, example.test, 422",
    "sender, re:(, 422",
    "code, 650, 422",
    "code, 4x, 422",
    "from, yesterday, 400",
    "to, +999999999-01-01T00:00:00Z, 422",
    "to, +1000000000-01-01T00:00:00Z, 400",
    "wait, 61s, 422",
    "wait, long, 422"
  })
  void whatCannotBeAskedForIsAProblem(String name, String value, int status) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> list(new SessionFilter().with(name, value), new Page(null, null)))
        .satisfies(
            thrown -> {
              assertThat(thrown.problem().status()).isEqualTo(status);
              assertThat(thrown.problem().errors().get(0).pointer()).isEqualTo("?" + name);
            });
  }

  @Test
  void pages() {
    for (int i = 1; i <= 5; i++) {
      begin(i).ended(Ending.LOST);
    }
    Answered first = list(new SessionFilter(), new Page("2", null));
    assertThat(String.valueOf(first.given())).contains("\"next\":4").contains(id(5), id(4));
    Answered last = list(new SessionFilter(), new Page("3", "4"));
    assertThat(String.valueOf(last.given()))
        .contains("\"next\":null")
        .contains(id(3), id(1))
        .doesNotContain(id(4));
  }

  @Test
  void theAnswerWaitsForASession() {
    SessionFilter wanted = new SessionFilter().with("sender", "a@test").with("wait", "30s");
    Answered answer = list(wanted, new Page(null, null));
    assertThat(answer.given()).isNull();
    lookAgain();
    assertThat(answer.given()).isNull();

    Recording recording = begin(1);
    say(recording, "MAIL FROM:<a@test>");
    recording.proposed(new Mail(peer(1)));
    recording.said(Reply.of(250, "2.1.0", "OK"));
    lookAgain();
    assertThat(String.valueOf(answer.given())).contains(id(1));
    assertThat(soon).isEmpty();
  }

  @Test
  void behindAPageItWaitsForASessionBehindIt() {
    begin(1);
    Recording second = begin(2);
    begin(3).ended(Ending.QUIT);
    SessionFilter wanted = new SessionFilter().with("state", "ended").with("wait", "30s");
    Answered answer = list(wanted, new Page(null, "3"));
    lookAgain();
    begin(4).ended(Ending.QUIT);
    lookAgain();
    assertThat(answer.given()).isNull();

    second.ended(Ending.QUIT);
    lookAgain();
    assertThat(String.valueOf(answer.given())).contains(id(2)).doesNotContain(id(3), id(4));
  }

  @Test
  void anEmptyAnswerComesWhenTheTimeIsOver() {
    Answered answer = list(new SessionFilter().with("wait", "1ms"), new Page(null, null));
    while (answer.given() == null) {
      lookAgain();
    }
    assertThat(answer.given()).hasToString("{\"items\":[],\"next\":null}");
    assertThat(soon).isEmpty();
  }

  @Test
  void noMoreThanSoManyMayWait() {
    SessionFilter wait = new SessionFilter().with("wait", "60s");
    for (int i = 0; i < SessionWaits.MOST; i++) {
      assertThat(list(wait, new Page(null, null)).given()).isNull();
    }
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> list(wait, new Page(null, null)))
        .satisfies(
            thrown -> {
              assertThat(thrown.problem().status()).isEqualTo(503);
              assertThat(thrown.pause()).contains(Duration.ofSeconds(5));
            });
  }

  private void lookAgain() {
    soon.remove().run();
  }

  @Test
  void toEndASession() {
    Recording recording = begin(7);
    resource.end(id(7));
    assertThat(dismissed).containsExactly(7);
    recording.ended(Ending.DISMISSED);
    assertProblem(409, () -> resource.end(id(7)));
    assertProblem(404, () -> resource.end(id(8)));
    assertProblem(404, () -> resource.one("x"));
    assertProblem(404, () -> resource.transcript("x"));
  }

  private static void assertProblem(int status, Runnable call) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call::run)
        .satisfies(thrown -> assertThat(thrown.problem().status()).isEqualTo(status));
  }

  @Test
  void senders() {
    Recording recording = begin(1);
    say(recording, "MAIL FROM:<a@test>");
    recording.said(Reply.of(250, "2.1.0", "OK"));
    recording.ended(Ending.LOST);
    begin(2).ended(Ending.QUIT);
    SendersResource resource = new SendersResource(senders);

    JsonObject page = resource.list(new Page("1", null));
    assertThat(page.getJsonArray("items").getJsonObject(0).keySet())
        .containsExactly("client", "sessions", "messages", "grade", "first", "last");
    assertThat(page.getInt("next")).isOne();
    assertThat(resource.list(new Page("1", "1")).get("next")).isEqualTo(JsonValue.NULL);

    JsonObject sender = resource.one("192.0.2.1");
    assertThat(sender.getString("grade")).isEqualTo("A");
    assertThat(sender.getJsonArray("reasons").toString())
        .isEqualTo(
            "[{\"points\":-5,\"code\":\"noQuit\","
                + "\"text\":\"Leaves without QUIT: 1 of 1 sessions that it ended\"}]");
    assertThat(sender.getJsonObject("retries").toString())
        .isEqualTo("{\"recipients\":0,\"intervals\":[],\"after5yz\":0,\"backsOff\":null}");
    assertThat(sender.getString("verbCase")).isEqualTo("upper");
    assertThat(sender.getInt("unread")).isZero();
    assertProblem(404, () -> resource.one("192.0.2.9"));
  }
}
