// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import org.blackhole.smtp.net.SmtpTransport;
import org.blackhole.smtp.net.TransportKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one program, whose listeners have their event loops in common. */
abstract class AgainstEngine {

  private static @Nullable SmtpTransport transport;

  @TempDir private Path folder;

  @BeforeAll
  static void openTransport() {
    transport = SmtpTransport.open(TransportKind.AUTO, 2);
  }

  @AfterAll
  static void closeTransport() throws InterruptedException {
    assertThat(Objects.requireNonNull(transport).close(Duration.ofSeconds(20))).isTrue();
  }

  /** A folder of the test's own. */
  Path folder() {
    return folder;
  }

  /** A listener that is open. */
  Engine engine(Plan plan, Inbox inbox) throws IOException, GeneralSecurityException {
    return new Engine(Objects.requireNonNull(transport), folder, plan, inbox);
  }
}
