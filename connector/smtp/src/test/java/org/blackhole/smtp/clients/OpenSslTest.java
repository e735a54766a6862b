// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.net.TlsSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code openssl s_client}, and what it sees of TLS by either provider. */
class OpenSslTest extends AgainstEngine {

  private static String connect(Engine engine, String input, String... options) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "s_client",
                "-connect",
                engine.address(),
                "-CAfile",
                engine.authority().toString(),
                "-verify_return_error",
                "-crlf"));
    arguments.addAll(List.of(options));
    return Program.require("openssl").run(input, arguments.toArray(String[]::new)).output();
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,tls1_2", "OPENSSL,tls1_3", "JDK,tls1_2", "JDK,tls1_3"})
  void aSessionOfAnEarlierRunIsTakenUp(TlsSettings.Provider provider, String version)
      throws Exception {
    Inbox inbox = new Inbox();
    String kept = folder().resolve("session.pem").toString();
    String commands = "NOOP\nQUIT\n";
    try (Engine engine = engine(Plan.mx().by(provider), inbox)) {
      String first =
          connect(
              engine, commands, "-" + version, "-starttls", "smtp", "-ign_eof", "-sess_out", kept);
      String second =
          connect(
              engine, commands, "-" + version, "-starttls", "smtp", "-ign_eof", "-sess_in", kept);
      assertThat(first).contains("New, TLSv1.", "Verify return code: 0 (ok)", "221 2.0.0");
      assertThat(second).contains("Reused, TLSv1.", "221 2.0.0");
      assertThat(inbox.encrypted())
          .extracting(peer -> Objects.requireNonNull(peer.tls()).resumed())
          .containsExactly(false, true);
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL,SMTP", "OPENSSL,SMTPS", "JDK,SMTP", "JDK,SMTPS"})
  void aWishToRenegotiateDoesNoHarm(TlsSettings.Provider provider, Scheme scheme) throws Exception {
    Inbox inbox = new Inbox();
    boolean implicit = scheme == Scheme.SMTPS;
    Plan plan = (implicit ? Plan.smtps() : Plan.mx()).by(provider);
    try (Engine engine = engine(plan, inbox)) {
      String[] options =
          implicit ? new String[] {"-tls1_2"} : new String[] {"-tls1_2", "-starttls", "smtp"};
      // R alone on a line asks for it.
      assertThat(connect(engine, "R\n", options)).contains("RENEGOTIATING");
      await().until(() -> engine.counts().live() == 0);
      assertThat(engine.counts().handshakes()).isEqualTo(Map.of("TLSv1.2", 1L));
      connect(
          engine,
          "NOOP\nQUIT\n",
          implicit ? new String[] {"-ign_eof"} : new String[] {"-starttls", "smtp", "-ign_eof"});
      assertThat(inbox.encrypted()).hasSize(2);
    }
  }
}
