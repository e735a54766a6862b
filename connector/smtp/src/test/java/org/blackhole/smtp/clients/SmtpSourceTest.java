// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Postfix' generator of mail: many sessions at once, counted to the message. */
class SmtpSourceTest extends AgainstEngine {

  private static final String[] LOAD = {
    "-s", "20", "-m", "400", "-l", "3000", "-f", "alice@client.example", "-t", "bob@mx.example"
  };

  private static void send(Engine engine, String... more) throws Exception {
    Program source = Program.require("smtp-source");
    List<String> arguments = new ArrayList<>(List.of(LOAD));
    arguments.addAll(List.of(more));
    arguments.add(engine.address());
    source.succeed(arguments.toArray(String[]::new));
  }

  @Test
  void everyMessageOfTwentySessionsIsCounted() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(engine);
      assertThat(engine.counts().messages()).isEqualTo(400);
      assertThat(engine.counts().sessions()).isEqualTo(400);
      assertThat(engine.counts().recipients()).isEqualTo(400);
      assertThat(inbox.arrivals()).hasSize(400);
    }
  }

  @Test
  void aSessionMayHaveManyMessagesWithManyRecipients() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox)) {
      send(engine, "-d", "-r", "5", "-N");
      assertThat(engine.counts().messages()).isEqualTo(400);
      assertThat(engine.counts().sessions()).isEqualTo(20);
      assertThat(engine.counts().recipients()).isEqualTo(2000);
      assertThat(inbox.arrivals()).allMatch(arrival -> arrival.recipients().size() == 5);
    }
  }

  @Test
  void overLmtpEachRecipientIsAnswered() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.lmtp(), inbox)) {
      send(engine, "-L", "-d", "-r", "3", "-N");
      assertThat(engine.counts().messages()).isEqualTo(400);
      assertThat(engine.counts().sessions()).isEqualTo(20);
      assertThat(engine.counts().replies()).containsEntry(354, 400L);
      assertThat(inbox.arrivals()).hasSize(400);
    }
  }
}
