// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import org.blackhole.connector.spool.SpoolLimits;
import org.jspecify.annotations.Nullable;

/**
 * How whole messages are kept and handed over.
 *
 * @param maxPending messages in progress at most
 */
record MailPlan(int maxPending, SpoolLimits limits, Path directory) {

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
        new SpoolLimits(
            values.get(Settings.SPILL_THRESHOLD),
            values.get(Settings.SPOOL_MEMORY),
            values.get(Settings.SPOOL_SIZE)),
        ServerDirectory.resolve(directory));
  }
}
