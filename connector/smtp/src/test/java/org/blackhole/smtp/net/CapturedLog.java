// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine tells the log meanwhile, and nobody else. */
final class CapturedLog extends Handler implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("org.blackhole.smtp.net");

  private final List<LogRecord> entries = new CopyOnWriteArrayList<>();

  CapturedLog() {
    LOG.addHandler(this);
    LOG.setUseParentHandlers(false);
  }

  List<LogRecord> entries() {
    return List.copyOf(entries);
  }

  List<String> messages() {
    return entries.stream().map(LogRecord::getMessage).toList();
  }

  @Override
  public void publish(LogRecord entry) {
    entries.add(entry);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOG.removeHandler(this);
    LOG.setUseParentHandlers(true);
  }
}
