// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import org.jspecify.annotations.Nullable;

/**
 * One browser for all tests of the console at the {@link SharedServer}, logged in as admin: to
 * start one and to log in takes longer than many of them. It ends with the JVM.
 */
final class SharedBrowser {

  private static @Nullable Browser browser;

  private SharedBrowser() {}

  /** At the start page, with nothing kept of what others did but the log-in. */
  static synchronized Browser get() {
    Browser running = browser;
    if (running == null) {
      running = new Browser(SharedServer.get().ports().http());
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      browser = running;
      running.load("#/");
      running.logIn("admin", LibertyServer.PASSWORD);
    }
    running.asAtFirst();
    return running;
  }
}
