// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.ListenerState;
import org.blackhole.smtp.api.SmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log keeps of a listener that has closed. */
class ListenerTotalsTest {

  private static final Logger LOG = Logger.getLogger("org.blackhole.connector");

  private final List<String> totals = new CopyOnWriteArrayList<>();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          String text = new SimpleFormatter().formatMessage(line);
          if (text.contains(" is closed; ")) {
            totals.add(text);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final SmallContainer container = new SmallContainer();
  private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
  private final ServerHandle server = new ServerHandle();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    LOG.addHandler(ear);
    adapter.start(container);
    server.setResourceAdapter(adapter);
    SmtpActivationSpec spec = new SmtpActivationSpec();
    spec.setListen("a=smtp://127.0.0.1:0?starttls=off");
    spec.setHostname("blackhole.test");
    spec.setThreads("1");
    spec.setDirectory(directory.toString());
    spec.setResourceAdapter(adapter);
    adapter.endpointActivation(new BeanFactory(peer -> new Conversation() {}), spec);
    await().until(() -> server.state() == SmtpServer.State.SERVING);
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(ear);
    adapter.stop();
    container.close();
  }

  private void mail() throws Exception {
    int port = server.listener("a").orElseThrow().info().address().getPort();
    try (Client client = new Client(port)) {
      client.read();
      client.say("EHLO client.test");
      client.say("MAIL FROM:<>");
      client.say("RCPT TO:<a@b.test>");
      client.say("DATA");
      assertThat(client.say("Subject: x\r\n\r\nx\r\n.")).startsWith("250 ");
      assertThat(client.say("QUIT")).startsWith("221 ");
    }
  }

  @Test
  void areToldOnceForEachTimeThatItCloses() throws Exception {
    mail();
    server.change("a", ListenerState.CLOSED);
    // At once, as no session is left.
    assertThat(server.listener("a").orElseThrow().state()).isEqualTo(ListenerState.CLOSED);
    assertThat(totals)
        .containsExactly("Listener a is closed; sessions: 1, messages accepted: 1, refused: 0");
    server.change("a", ListenerState.OPEN);
    mail();
    adapter.stop();
    assertThat(totals)
        .hasSize(2)
        .last()
        .isEqualTo("Listener a is closed; sessions: 2, messages accepted: 2, refused: 0");
  }
}
