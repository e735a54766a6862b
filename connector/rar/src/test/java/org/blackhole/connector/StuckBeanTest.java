// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.SmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bean that does not return keeps the server from being ready, which says so, by its name. */
class StuckBeanTest {

  private final SmallContainer container = new SmallContainer();
  private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
  private final ServerHandle server = new ServerHandle();
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void start() throws ResourceException {
    adapter.start(container);
    server.setResourceAdapter(adapter);
  }

  @AfterEach
  void stop() {
    released.countDown();
    adapter.stop();
    container.close();
  }

  @Test
  void isAFaultUntilItReturns() throws Exception {
    SmtpListener waiting =
        peer -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Conversation() {};
        };
    SmtpActivationSpec spec = new SmtpActivationSpec();
    spec.setListen("a=smtp://127.0.0.1:0?starttls=off");
    spec.setThreads("1");
    spec.setResourceAdapter(adapter);
    adapter.endpointActivation(new BeanFactory(waiting), spec);
    await().until(() -> server.state() == SmtpServer.State.SERVING);
    assertThat(server.faults()).isEmpty();

    int port = server.listener("a").orElseThrow().info().address().getPort();
    try (Client client = new Client(port)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !server.faults().isEmpty());
      assertThat(server.faults())
          .singleElement()
          .asString()
          .contains(waiting.getClass().getName() + ".onSession at stage connect")
          .contains("called on listener a")
          .contains("has not returned for 5 s");
      released.countDown();
      assertThat(client.read()).startsWith("220 ");
      await().until(() -> server.faults().isEmpty());
    }
  }
}
