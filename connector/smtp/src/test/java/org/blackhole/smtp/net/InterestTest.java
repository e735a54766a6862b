// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** How much of each message an application is shown, by its own choice. */
class InterestTest extends OnEachTransport {

  InterestTest(TransportKind kind) {
    super(kind);
  }

  /** Wants less of each message than of the one before, and notes its calls. */
  private static final class Losing implements Conversation {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public Verdict onData(Envelope envelope) {
      calls.add("onData");
      return Verdict.proceed();
    }

    @Override
    public ContentInterest interest(Envelope envelope) {
      ContentInterest[] all = ContentInterest.values();
      ContentInterest interest = all[all.length - envelope.ordinal()];
      calls.add(interest.name());
      return interest;
    }

    @Override
    public Verdict onContent(Envelope envelope, ByteBuffer content) {
      if (!calls.get(calls.size() - 1).equals("onContent")) {
        calls.add("onContent");
      }
      return Verdict.proceed();
    }

    @Override
    public Verdict onHeaders(Envelope envelope, Headers headers) {
      calls.add("onHeaders " + headers.first("Subject"));
      return Verdict.proceed();
    }

    @Override
    public Verdict onMessage(Envelope envelope, long size) {
      calls.add("onMessage " + size);
      return Verdict.proceed();
    }
  }

  private static final String HEADERS = "Subject: hello\r\n\r\n";

  private static final List<String> CALLS =
      List.of(
          "onData",
          "BODY",
          "onContent",
          "onHeaders hello",
          "onMessage 18",
          "onData",
          "HEADERS",
          "onHeaders hello",
          "onMessage 18",
          "onData",
          "NONE",
          "onMessage 18");

  @Test
  void eachMessageIsShownAsFarAsItIsWanted() throws Exception {
    Losing session = new Losing();
    SmtpSocket server = serve(peer -> session);
    try (Client client = Client.of(server).hear("220 ")) {
      client.say("EHLO client.example\r\n").hear("250");
      for (int i = 0; i < 3; i++) {
        client.say("MAIL FROM:<>\r\n").hear("250 ");
        client.say("RCPT TO:<a@b.example>\r\n").hear("250 ");
        client.say("DATA\r\n").hear("354 ");
        client.say(HEADERS + ".\r\n").hear("250 ");
      }
      client.quit();
    }
    assertThat(session.calls).containsExactlyElementsOf(CALLS);
  }

  @Test
  void itIsTheSameForChunks() throws Exception {
    Losing session = new Losing();
    SmtpSocket server = serve(peer -> session);
    try (Client client = Client.of(server).hear("220 ")) {
      client.say("EHLO client.example\r\n").hear("250");
      for (int i = 0; i < 3; i++) {
        client.say("MAIL FROM:<>\r\n").hear("250 ");
        client.say("RCPT TO:<a@b.example>\r\n").hear("250 ");
        client.say("BDAT 18 LAST\r\n" + HEADERS).hear("250 ");
      }
      client.quit();
    }
    assertThat(session.calls).containsExactlyElementsOf(CALLS);
  }
}
