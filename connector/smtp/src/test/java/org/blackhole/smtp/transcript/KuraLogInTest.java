// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kura's log-in takes whatever comes; what may be a password is kept out of names. */
class KuraLogInTest {

  @ParameterizedTest
  @CsvSource({
    "'AUTH PLAIN %s', '\0joe\0hunter2', joe",
    "'AUTH PLAIN %s', 'hunter2', ''",
    "'AUTH LOGIN %s', 'joe', joe",
    "'AUTH CRAM-MD5|%s', 'joe hunter2', joe",
  })
  void theNameIsTheNameAlone(String script, String text, String name) throws IOException {
    for (boolean encoded : List.of(true, false)) {
      String escaped = text.replace("\\0", "\0");
      String given =
          encoded
              ? Base64.getEncoder().encodeToString(escaped.getBytes(StandardCharsets.UTF_8))
              : escaped;
      List<Credentials> seen = new ArrayList<>();
      List<Peer> peers = new ArrayList<>();
      Conversation conversation =
          new Conversation() {
            @Override
            public Verdict onAuth(Peer peer, Credentials credentials) {
              seen.add(credentials);
              return Verdict.proceed();
            }

            @Override
            public Verdict onCommand(Peer peer, Stage stage, String argument) {
              peers.add(peer);
              return Verdict.proceed();
            }
          };
      TranscriptSettings kura = new TranscriptSettings(Map.of("compat", "kura"));
      try (MemoryLine line =
          new MemoryLine(
              kura.session("mx.example", ContentInterest.NONE),
              Scheme.SMTP,
              StartTls.OFF,
              conversation,
              () -> Integer.MAX_VALUE)) {
        for (String command : script.formatted(given).split("\\|", -1)) {
          line.send((command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        line.send("NOOP\r\n".getBytes(StandardCharsets.ISO_8859_1));
      }

      assertThat(seen)
          .singleElement()
          .satisfies(
              credentials -> {
                assertThat(credentials.user()).isEqualTo(name);
                assertThat(credentials.secret()).contains(escaped);
                assertThat(credentials.toString()).doesNotContain("hunter2");
              });
      assertThat(peers).singleElement().extracting(Peer::identity).isEqualTo(name);
    }
  }
}
