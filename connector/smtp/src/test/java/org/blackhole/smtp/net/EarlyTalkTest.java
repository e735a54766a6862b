// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.session.Manners;
import org.junit.jupiter.api.Test;

/** Clients that do not wait for the greeting (RFC 5321 4.3.1). */
class EarlyTalkTest extends OnEachTransport {

  private final List<String> noted = new CopyOnWriteArrayList<>();

  private final Conversation watching =
      new Conversation() {
        @Override
        public void onNotice(Peer peer, Notice notice) {
          noted.add(notice.name());
        }

        @Override
        public void onEnd(Ending ending) {
          noted.add(ending.name());
        }
      };

  EarlyTalkTest(TransportKind kind) {
    super(kind);
  }

  private SmtpSocket serve(Manners.EarlyTalk earlyTalk, Duration greetingDelay) throws IOException {
    Manners d = Manners.DEFAULT;
    return serve(
        new Manners(d.bareLineBreaks(), earlyTalk, greetingDelay, d.refuseHttp()),
        peer -> watching);
  }

  private static Client early(SmtpSocket server) throws IOException {
    return Client.of(server).say("EHLO client.example\r\n");
  }

  @Test
  void isNotedAndServedWhereThatIsSet() throws Exception {
    SmtpSocket server = serve(Manners.EarlyTalk.GREET, Duration.ofMillis(200));
    early(server).hear("220 ", "250 ").mail().quit();
    awaitNobody(server);
    assertThat(noted).containsExactly("EARLY_TALK", "QUIT");
  }

  @Test
  void isRefusedWhereThatIsSet() throws Exception {
    SmtpSocket server = serve(Manners.EarlyTalk.REFUSE, Duration.ofMillis(200));
    early(server).hear("554 5.5.1 You talked before", "503 5.5.1").quit();
    awaitNobody(server);
    assertThat(noted).containsExactly("EARLY_TALK", "QUIT");
  }

  @Test
  void isClosedWhereThatIsSet() throws Exception {
    SmtpSocket server = serve(Manners.EarlyTalk.CLOSE, Duration.ofMillis(200));
    try (Client client = early(server)) {
      client.hearEnd();
    }
    awaitNobody(server);
    assertThat(noted).containsExactly("EARLY_TALK", "LIMIT");
  }

  @Test
  void whoWaitsIsGreetedAfterTheDelay() throws Exception {
    for (Manners.EarlyTalk earlyTalk : Manners.EarlyTalk.values()) {
      noted.clear();
      SmtpSocket server = serve(earlyTalk, Duration.ofMillis(50));
      Client.of(server).greet().mail().quit();
      awaitNobody(server);
      assertThat(noted).containsExactly("QUIT");
    }
  }
}
