// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of server.xml. Looked up rather than injected: without a driver nothing would be
 * made that it is injected into. As Open Liberty fills a screen with each look-up that fails, it is
 * a while to the next. Calls come one at a time.
 */
final class PooledDatabase implements Callable<DataSource> {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private @Nullable Long failedAt;

  PooledDatabase(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @SuppressWarnings("BanJNDI") // of a name that nobody chooses
  @Override
  public DataSource call() throws IOException {
    long now = nanoTime.getAsLong();
    if (failedAt != null && now - failedAt < PAUSE.toNanos()) {
      throw missing(null);
    }
    try {
      return InitialContext.doLookup("jdbc/blackhole");
    } catch (NamingException e) {
      failedAt = now;
      throw missing(e);
    }
  }

  private static IOException missing(@Nullable NamingException cause) {
    // The cause is for the log alone: it tells codes, and the last of causes is what users see.
    IOException missing =
        new IOException(
            "its URL, or the driver for it in lib/database, is missing; logs/messages.log has more");
    if (cause != null) {
      missing.addSuppressed(cause);
    }
    return missing;
  }
}
