// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How whole messages are kept and handed over.
 *
 * @param maxPending messages in progress at most
 * @param spillThreshold octets of one message in memory
 * @param spoolMemory octets of all messages in memory
 */
record MailPlan(int maxPending, long spillThreshold, long spoolMemory, Path directory) {

  static @Nullable MailPlan of(Receives receives, Values values) {
    if (receives == Receives.SESSIONS) {
      return null;
    }
    Path directory =
        values
            .find(Settings.SPOOL_DIRECTORY)
            .orElseGet(
                () ->
                    values.find(Settings.DIRECTORY).orElse(Path.of("blackhole")).resolve("spool"));
    return new MailPlan(
        values.get(Settings.MAX_PENDING),
        values.get(Settings.SPILL_THRESHOLD),
        values.get(Settings.SPOOL_MEMORY),
        ServerDirectory.resolve(directory));
  }
}
