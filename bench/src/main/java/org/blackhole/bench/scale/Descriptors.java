// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.blackhole.bench.server.Jvm;

/** File descriptors, of which each connection takes one here and one of the server. */
final class Descriptors {

  /** What the two programs need besides; more than a start of the server opens. */
  private static final int OTHERS = 800;

  private Descriptors() {}

  /** As many as this program may have, and the server as well. */
  static long most() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getMaxFileDescriptorCount();
  }

  /** As many as must be left over. */
  static long others(Jvm server) {
    return Math.max(OTHERS, server.descriptors() + 200);
  }
}
