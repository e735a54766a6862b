// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.blackhole.smtp.transcript.Player;
import org.blackhole.smtp.transcript.SocketLine;
import org.blackhole.smtp.transcript.Transcript;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine's transcripts that have settings, each against a listener of the server that has them.
 */
class SettingsIT {

  private static final String HOST = LibertyServer.HOST;

  /** Two listeners for each transcript: one plain, one with implicit TLS where that is possible. */
  private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

  private static LibertyServer server;

  @BeforeAll
  static void start() {
    List<String> listeners = new ArrayList<>();
    for (Transcript transcript : transcripts(any -> true)) {
      listeners.add(listener(transcript, transcript.isForSmtp() ? "smtp" : "lmtp"));
      if (isForImplicitTls(transcript)) {
        listeners.add(listener(transcript, "smtps"));
      }
    }
    server =
        LibertyServer.blackhole(
                "settings",
                Map.of(
                    "SMTP_LISTEN_MORE",
                    String.join(" ", listeners),
                    // No option of a listener, as it is a secret.
                    "SMTP_AUTH_PASSWORD",
                    "secret"))
            .startReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Transcript> transcripts(Predicate<Transcript> there) {
    return Transcript.all().stream()
        .filter(transcript -> !transcript.isForDefaults())
        .filter(there)
        .toList();
  }

  private static boolean isForImplicitTls(Transcript transcript) {
    return transcript.isForTls()
        && transcript.isForSmtp()
        && !transcript.settings().containsKey("starttls");
  }

  private static boolean isForStartTls(Transcript transcript) {
    // Kura's dialect has STARTTLS only where its listener says so.
    return transcript.isForTls() && !transcript.settings().containsKey("compat");
  }

  /** In the form of {@code listen}. */
  private static String listener(Transcript transcript, String scheme) {
    String name = scheme + "-" + transcript.name().replaceAll("[^a-z0-9]", "-");
    int port = Ports.free(1).get(0);
    PORTS.put(name, port);
    String options =
        transcript.settings().entrySet().stream()
            .map(SettingsIT::option)
            .filter(option -> !option.isEmpty())
            .collect(Collectors.joining(";"));
    return name + "=" + scheme + "://127.0.0.1:" + port + (options.isEmpty() ? "" : "?" + options);
  }

  private static String option(Map.Entry<String, String> setting) {
    return switch (setting.getKey()) {
      case "on", "scheme", "authPassword" -> "";
      case "xclient" ->
          "xclient=on;xclientTrusted="
              + (setting.getValue().equals("trusted") ? "127.0.0.0/8" : "192.0.2.0/24");
      default -> setting.getKey() + "=" + setting.getValue();
    };
  }

  private static InetSocketAddress address(Transcript transcript, String scheme) {
    String name = scheme + "-" + transcript.name().replaceAll("[^a-z0-9]", "-");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORTS.getOrDefault(name, 0));
  }

  private static InetSocketAddress plain(Transcript transcript) {
    return address(transcript, transcript.isForSmtp() ? "smtp" : "lmtp");
  }

  @Test
  void playOverTcp() throws IOException {
    for (Transcript transcript : transcripts(Transcript::isForPlain)) {
      try (SocketLine line = SocketLine.plain(plain(transcript))) {
        new Player(line, HOST).play(transcript);
      }
    }
  }

  @Test
  void playInsideStartTls() throws IOException {
    for (Transcript transcript : transcripts(SettingsIT::isForStartTls)) {
      String hello = transcript.isForSmtp() ? "EHLO" : "LHLO";
      try (SocketLine line = SocketLine.startTls(plain(transcript), hello)) {
        new Player(line, HOST).playAfterGreeting(transcript);
      }
    }
  }

  @Test
  void playInsideImplicitTls() throws IOException {
    for (Transcript transcript : transcripts(SettingsIT::isForImplicitTls)) {
      try (SocketLine line = SocketLine.tls(address(transcript, "smtps"))) {
        new Player(line, HOST).play(transcript);
      }
    }
  }
}
