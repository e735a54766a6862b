// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.Stage;
import org.junit.jupiter.api.Test;

/** Counts are exact once nobody is there any more, to the octet. */
class CountsTest extends OnEachTransport {

  private static final int CLIENTS = 8;
  private static final int SESSIONS = 25;

  CountsTest(TransportKind kind) {
    super(kind);
  }

  private record Octets(long sent, long received) {}

  @Test
  void eightClientsAtOnceAreCountedToTheOctet() throws Exception {
    SmtpSocket server = serve(peer -> new Recording());
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<Octets>> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> talk(server)));
      }
      long sent = 0;
      long received = 0;
      for (Future<Octets> client : clients) {
        sent += client.get().sent();
        received += client.get().received();
      }
      awaitNobody(server);
      check(server.counts(), sent, received);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Octets talk(SmtpSocket server) throws Exception {
    long sent = 0;
    long received = 0;
    for (int i = 0; i < SESSIONS; i++) {
      try (Client client = Client.of(server).greet().mail().mail()) {
        client.say("RSET\r\nBAD\r\nMAIL FROM:<>\r\nRCPT TO:<a>\r\nRCPT TO:<a@mx.example>\r\n");
        client.hear("250 ", "500 ", "250 ", "501 ", "250 ").quit();
        sent += client.sent();
        received += client.received();
      }
    }
    return new Octets(sent, received);
  }

  private static void check(Counts counts, long sent, long received) {
    long sessions = CLIENTS * SESSIONS;
    assertThat(counts.sessions()).isEqualTo(sessions);
    assertThat(counts.messages()).isEqualTo(2 * sessions);
    assertThat(counts.refused()).isZero();
    assertThat(counts.recipients()).isEqualTo(3 * sessions);
    assertThat(counts.octetsIn()).isEqualTo(sent);
    assertThat(counts.octetsOut()).isEqualTo(received);
    assertThat(counts.replies())
        .isEqualTo(
            Map.of(
                220, sessions,
                221, sessions,
                250, 10 * sessions,
                354, 2 * sessions,
                500, sessions,
                501, sessions));
    assertThat(counts.stages())
        .containsEntry(Stage.CONNECT, Map.of(220, sessions))
        .containsEntry(Stage.HELO, Map.of(250, sessions))
        .containsEntry(Stage.MAIL, Map.of(250, 3 * sessions))
        .containsEntry(Stage.RCPT, Map.of(250, 3 * sessions, 501, sessions))
        .containsEntry(Stage.DATA, Map.of(354, 2 * sessions))
        .containsEntry(Stage.MESSAGE, Map.of(250, 2 * sessions))
        .containsEntry(Stage.RSET, Map.of(250, sessions))
        .containsEntry(Stage.OTHER, Map.of(500, sessions))
        .containsEntry(Stage.QUIT, Map.of(221, sessions));
  }

  @Test
  void aTransactionUsesAnExtensionOnceHoweverManyParametersItGives() throws Exception {
    SmtpSocket server = serve(peer -> new Recording());
    try (Client client = Client.of(server).greet()) {
      client.say("MAIL FROM:<a@client.example> RET=HDRS SIZE=10 ENVID=QQ1 AUTH=<>\r\n");
      client.say("RCPT TO:<b@mx.example> NOTIFY=NEVER ORCPT=rfc822;c@mx.example\r\n");
      client.say("RCPT TO:<d@mx.example> NOTIFY=NEVER\r\nRSET\r\n");
      client.hear("250 2.1.0", "250 2.1.5", "250 2.1.5", "250 ");
      client.say("MAIL FROM:<a@client.example>\r\nRCPT TO:<b@mx.example> NOTIFY=NEVER\r\n");
      client.say("RCPT TO:<d@mx.example> NOTIFY=NEVER\r\n");
      client.hear("250 2.1.0", "250 2.1.5", "250 2.1.5").quit();
    }
    awaitNobody(server);
    assertThat(server.counts().extensions())
        .containsEntry("DSN", 2L)
        .containsEntry("SIZE", 1L)
        .containsEntry("AUTH", 0L);
  }
}
