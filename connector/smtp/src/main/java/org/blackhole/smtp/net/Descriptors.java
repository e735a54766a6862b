// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** File descriptors of this process, of which each connection takes one. */
final class Descriptors {

  private Descriptors() {}

  /** How many may be open at once, or -1 where that is not known. */
  static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount()
        : -1;
  }
}
