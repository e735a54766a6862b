// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.SmtpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator is told of a server that is ready. */
class WarningsTest {

  private final SmallContainer container = new SmallContainer();
  private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
  private final ServerHandle server = new ServerHandle();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    adapter.start(container);
    server.setResourceAdapter(adapter);
    SmtpActivationSpec spec = new SmtpActivationSpec();
    spec.setListen("a=smtps://127.0.0.1:0 b=smtp://127.0.0.1:0");
    spec.setHostname("blackhole.test");
    spec.setTransport("nio");
    spec.setThreads("1");
    spec.setDrainTimeout("1s");
    spec.setTlsReload("1s");
    spec.setTlsProvider("jdk");
    spec.setDirectory(directory.toString());
    spec.setResourceAdapter(adapter);
    spec.validate();
    adapter.endpointActivation(new BeanFactory(peer -> new Conversation() {}), spec);
    await().until(() -> server.state() == SmtpServer.State.SERVING);
  }

  @AfterEach
  void stop() {
    adapter.stop();
    container.close();
  }

  @Test
  void aCertificateThatCannotBeReadIsAWarningOnceAndTheOldOneServes() throws Exception {
    assertThat(server.warnings()).isEmpty();
    Path file = directory.resolve("tls-blackhole.test.p12");
    byte[] before = probe().certificate();
    Path broken = Files.writeString(directory.resolve("broken"), "no key store");
    Files.move(broken, file, StandardCopyOption.REPLACE_EXISTING);

    await().until(() -> !server.warnings().isEmpty());
    assertThat(server.warnings())
        .singleElement()
        .asString()
        .contains("the certificate before it stays in use")
        .contains(file.toString());
    assertThat(server.faults()).isEmpty();
    assertThat(server.state()).isEqualTo(SmtpServer.State.SERVING);
    assertThat(probe().certificate()).isEqualTo(before);

    Files.delete(file);
    await().until(() -> server.warnings().isEmpty());
    assertThat(probe().certificate()).isNotEqualTo(before);
  }

  private TlsProbe probe() throws Exception {
    return new TlsProbe(server.listener("a").orElseThrow().info().address().getPort());
  }
}
