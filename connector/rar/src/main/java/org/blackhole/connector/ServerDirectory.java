// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a server keeps what it writes. */
final class ServerDirectory {

  /** System properties of servers that name it: Open Liberty, WildFly, GlassFish and Payara. */
  private static final List<String> PROPERTIES =
      List.of("server.output.dir", "jboss.server.data.dir", "com.sun.aas.instanceRoot");

  private ServerDirectory() {}

  /** Absolute; a relative path is one below the server's directory. */
  static Path resolve(Path path) {
    return base().resolve(path).toAbsolutePath().normalize();
  }

  private static Path base() {
    for (String property : PROPERTIES) {
      Optional<String> value = Optional.ofNullable(System.getProperty(property));
      if (value.isPresent()) {
        return Path.of(value.get());
      }
    }
    return Path.of(System.getProperty("user.dir", ""));
  }
}
