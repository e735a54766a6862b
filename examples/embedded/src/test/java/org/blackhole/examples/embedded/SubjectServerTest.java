// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.net.SmtpSocket;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;
import org.junit.jupiter.api.Test;

class SubjectServerTest {

  private static final List<String> MAIL =
      List.of(
          "EHLO client.example",
          "MAIL FROM:<you@example.org>",
          "RCPT TO:<me@example.org>",
          "DATA",
          "Subject: hello",
          "",
          ".",
          "QUIT",
          "");

  @Test
  void tellsWhatTheMailIsAbout() throws Exception {
    List<String> mails = new CopyOnWriteArrayList<>();
    SmtpTransport transport = SmtpTransport.open(TransportKind.AUTO, 1);
    try {
      SmtpSocket server = SubjectServer.open(transport, 0, mails::add);
      try (Socket client =
          new Socket(InetAddress.getLoopbackAddress(), server.info().address().getPort())) {
        client.setSoTimeout(20_000);
        client
            .getOutputStream()
            .write(String.join("\r\n", MAIL).getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.lines().toList()).last().asString().startsWith("221 ");
      }
    } finally {
      assertThat(transport.close(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(mails).containsExactly("you@example.org: hello");
  }
}
