// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Does what no client should, something else each time; whatever it hears is right. */
final class RudeClient implements Actor {

  /** A kind of misconduct. */
  private interface Deed {
    void commit(Dialogue dialogue) throws IOException, InterruptedException;
  }

  private record Named(String name, boolean tls, Deed deed) {}

  private static final String ENVELOPE =
      "EHLO rude.example\r\nMAIL FROM:<a@rude.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n";

  private static final List<Named> DEEDS =
      List.of(
          new Named("nothing said", false, dialogue -> TimeUnit.SECONDS.sleep(2)),
          new Named("reset at once", false, Dialogue::reset),
          new Named("cut off in a message", false, RudeClient::cutOff),
          new Named("a line without an end", false, RudeClient::endlessLine),
          new Named("ten thousand RSET", false, RudeClient::flood),
          new Named("replies not read", false, RudeClient::deaf),
          new Named("an octet at a time", false, RudeClient::slow),
          new Named("random octets", false, RudeClient::noise),
          new Named("errors until the end", false, RudeClient::errors),
          new Named("STARTTLS and no handshake", false, RudeClient::noHandshake),
          new Named("random octets for TLS", true, RudeClient::noise),
          new Named("a handshake left open", true, dialogue -> TimeUnit.SECONDS.sleep(2)),
          new Named("a message over the limit", false, RudeClient::tooBig));

  private final InetSocketAddress plain;
  private final InetSocketAddress secure;
  private final SSLContext trusting;
  private final Outcomes outcomes;

  RudeClient(
      InetSocketAddress plain, InetSocketAddress secure, SSLContext trusting, Outcomes outcomes) {
    this.plain = plain;
    this.secure = secure;
    this.trusting = trusting;
    this.outcomes = outcomes;
  }

  @Override
  public void act() throws InterruptedException {
    Named each = DEEDS.get(ThreadLocalRandom.current().nextInt(DEEDS.size()));
    try (Dialogue dialogue = new Dialogue(each.tls() ? secure : plain, trusting)) {
      each.deed().commit(dialogue);
    } catch (IOException e) {
      // It was sent away, as it should be.
      TimeUnit.MILLISECONDS.sleep(20);
    }
    outcomes.add("rude: " + each.name());
  }

  private static void cutOff(Dialogue dialogue) throws IOException {
    dialogue.write(ENVELOPE + "Subject: cut\r\n\r\nhalf a li");
    dialogue.code();
    dialogue.reset();
  }

  private static void endlessLine(Dialogue dialogue) throws IOException {
    byte[] part = new byte[65_536];
    Arrays.fill(part, (byte) 'x');
    for (int i = 0; i < 64; i++) {
      dialogue.write(part);
    }
  }

  private static void flood(Dialogue dialogue) throws IOException {
    dialogue.write("RSET\r\n".repeat(10_000));
    for (int i = 0; i < 10_001; i++) {
      dialogue.code();
    }
  }

  private static void deaf(Dialogue dialogue) throws IOException {
    for (int i = 0; i < 20; i++) {
      dialogue.write("HELP\r\n".repeat(2_000));
    }
  }

  private static void slow(Dialogue dialogue) throws IOException, InterruptedException {
    for (char each : "EHLO rude.example\r\nMAIL".toCharArray()) {
      dialogue.write(String.valueOf(each));
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void noise(Dialogue dialogue) throws IOException {
    byte[] octets = new byte[8_192];
    ThreadLocalRandom.current().nextBytes(octets);
    dialogue.write(octets);
    dialogue.code();
  }

  private static void errors(Dialogue dialogue) throws IOException {
    dialogue.code();
    while (dialogue.ask("WHAT") != 421) {
      dialogue.write("");
    }
  }

  private static void noHandshake(Dialogue dialogue) throws IOException {
    dialogue.write("EHLO rude.example\r\nSTARTTLS\r\nMAIL FROM:<smuggled@rude.example>\r\n");
    dialogue.code();
    dialogue.code();
    dialogue.code();
    dialogue.write("NOOP\r\n");
    dialogue.code();
  }

  private static void tooBig(Dialogue dialogue) throws IOException {
    dialogue.write(ENVELOPE);
    byte[] part =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd\r\n"
            .repeat(1_024)
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 900; i++) {
      dialogue.write(part);
    }
    dialogue.write(".\r\n");
    for (int i = 0; i < 6; i++) {
      dialogue.code();
    }
  }
}
