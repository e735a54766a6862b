// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedFieldTest {

  @TempDir private Path directory;

  private static void say(Client client, String... lines) throws IOException {
    for (String line : lines) {
      assertThat(client.say(line)).matches("[23]\\d\\d .*");
    }
  }

  @Test
  void tellsWhoAndHowAndForWhom() throws Exception {
    List<String> fields = new CopyOnWriteArrayList<>();
    SmtpResourceAdapter adapter = new SmtpResourceAdapter();
    try (SmallContainer container = new SmallContainer()) {
      adapter.start(container);
      SmtpMessageActivationSpec spec = new SmtpMessageActivationSpec();
      spec.setListen("in=smtp://127.0.0.1:0?starttls=off;authRequiresTls=false");
      spec.setHostname("inbox.test");
      spec.setDirectory(directory.toString());
      spec.setResourceAdapter(adapter);
      adapter.endpointActivation(
          new MailBeanFactory(false, mail -> fields.add(mail.received())), spec);
      ServerHandle server = new ServerHandle();
      server.setResourceAdapter(adapter);
      try (Client client =
          new Client(server.listener("in").orElseThrow().info().address().getPort())) {
        assertThat(client.read()).startsWith("220 ");
        say(client, "EHLO client.test", "MAIL FROM:<>", "RCPT TO:<a@inbox.test>", "DATA", ".");
        say(client, "AUTH PLAIN AGpvZQB4", "MAIL FROM:<>", "RCPT TO:<a@inbox.test>");
        say(client, "RCPT TO:<b@inbox.test>", "DATA", ".");
      }
      adapter.stop();
    }

    assertThat(fields).hasSize(2);
    String date = "\\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\r\n";
    assertThat(fields.get(0))
        .matches(
            "Received: from client.test \\(\\[127.0.0.1]\\)\r\n"
                + "\tby inbox.test with ESMTP\r\n"
                + "\tid [0-9a-f]{16}-1\r\n\tfor <a@inbox.test>;\r\n\t"
                + date);
    assertThat(fields.get(1))
        .matches(
            "Received: from client.test \\(\\[127.0.0.1]\\)\r\n"
                + "\tby inbox.test with ESMTPA\r\n\tid [0-9a-f]{16}-2;\r\n\t"
                + date);
  }
}
