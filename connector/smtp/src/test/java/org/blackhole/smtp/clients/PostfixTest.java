// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Postfix relays into the engine. As a client it never sends BDAT, and it knows of no REQUIRETLS
 * before 3.11.
 */
class PostfixTest {

  @TempDir private Path folder;

  private Engine engine(Plan plan, Inbox inbox) throws IOException, GeneralSecurityException {
    return new Engine(folder, plan, inbox);
  }

  private Postfix relay(Engine engine, String... settings)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put("relayhost", "[127.0.0.1]:" + engine.port());
    all.put("smtp_tls_security_level", "may");
    for (String setting : settings) {
      int at = setting.indexOf('=');
      all.put(setting.substring(0, at), setting.substring(at + 1));
    }
    return Postfix.start(folder, all);
  }

  /** Answers the recipients of this name so, as often as told, and says yes to all others. */
  private static Inbox refusing(String user, int times, Verdict verdict) {
    AtomicInteger left = new AtomicInteger(times);
    return new Inbox(
        (stage, subject) ->
            stage == Stage.RCPT && subject.startsWith(user + "@") && left.getAndDecrement() > 0
                ? verdict
                : Verdict.proceed());
  }

  @Test
  void itUsesWhatItIsOffered() throws Exception {
    Inbox inbox = new Inbox();
    try (Engine engine = engine(Plan.mx(), inbox);
        Postfix postfix = relay(engine)) {
      Handover.from("alice@client.example", "BODY=8BITMIME", "RET=HDRS", "ENVID=QQ+2B1")
          .to("bob@mx.example", "NOTIFY=SUCCESS,FAILURE", "ORCPT=rfc822;robert@mx.example")
          .to("carol@mx.example", "NOTIFY=NEVER")
          .saying("Subject: hello\r\n\r\nGr\u00fc\u00dfe\r\n..two dots\r\n")
          .toPort(postfix.port());
      Inbox.Arrival arrival = inbox.arrival();
      Envelope envelope = arrival.envelope();
      assertThat(envelope.peer().helo()).isEqualTo("relay.example");
      assertThat(Objects.requireNonNull(envelope.peer().tls()).version()).isEqualTo("TLSv1.3");
      assertThat(envelope.sender()).hasToString("alice@client.example");
      assertThat(envelope.parameters())
          .contains(entry("BODY", "8BITMIME"), entry("RET", "HDRS"), entry("ENVID", "QQ+2B1"));
      assertThat(envelope.declaredSize()).isPositive();
      assertThat(envelope.recipients().stream().map(Recipient::parameters))
          .containsExactly(
              Map.of("NOTIFY", "SUCCESS,FAILURE", "ORCPT", "rfc822;robert@mx.example"),
              Map.of("NOTIFY", "NEVER", "ORCPT", "rfc822;carol@mx.example"));
      assertThat(arrival.text()).endsWith("\r\n\r\nGr\u00fc\u00dfe\r\n.two dots\r\n");
      for (String extension : List.of("STARTTLS", "PIPELINING", "SIZE", "8BITMIME", "DSN")) {
        assertThat(engine.uses(extension)).describedAs(extension).isOne();
      }
      assertThat(engine.uses("CHUNKING")).isZero();
      postfix.awaitEmpty();
    }
  }
}
