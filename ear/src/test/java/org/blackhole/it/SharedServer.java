// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server as it comes, for all tests that neither stop it nor want settings of their own: to
 * start one takes longer than most of them. It ends with the JVM.
 */
final class SharedServer {

  private static @Nullable LibertyServer server;

  private SharedServer() {}

  /** With no policy; what it has counted and logged is that of others, too. */
  static synchronized LibertyServer get() {
    LibertyServer running = server;
    if (running == null) {
      running = LibertyServer.blackhole("shared-" + LibertyServer.FORK, Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      running.startReady();
      server = running;
    }
    assertThat(running.admin().send("PUT", "/policy", "{}").status()).isEqualTo(200);
    return running;
  }
}
