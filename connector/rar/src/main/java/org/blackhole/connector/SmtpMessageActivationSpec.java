// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean says about the messages it wants (Jakarta Connectors 13.4.2), and
 * where it listens: the settings of {@link SmtpActivationSpec} but for what is shown of a session,
 * and how messages are kept until they are handed over.
 */
public final class SmtpMessageActivationSpec extends ListenerSettingsBean {

  public SmtpMessageActivationSpec() {
    super(Receives.MESSAGES);
  }

  public @Nullable String getMaxPending() {
    return value(Settings.MAX_PENDING);
  }

  /** Messages that wait for the bean or are with it, at most; beyond, clients get 452 4.3.1. */
  public void setMaxPending(@Nullable String maxPending) {
    set(Settings.MAX_PENDING, maxPending);
  }

  public @Nullable String getSpillThreshold() {
    return value(Settings.SPILL_THRESHOLD);
  }

  /** Octets of a message kept in memory, or KiB, MiB, GiB; a larger one goes to a file. */
  public void setSpillThreshold(@Nullable String spillThreshold) {
    set(Settings.SPILL_THRESHOLD, spillThreshold);
  }

  public @Nullable String getSpoolMemory() {
    return value(Settings.SPOOL_MEMORY);
  }

  /** Octets of all messages kept in memory, or KiB, MiB, GiB; beyond, they go to files. */
  public void setSpoolMemory(@Nullable String spoolMemory) {
    set(Settings.SPOOL_MEMORY, spoolMemory);
  }

  public @Nullable String getSpoolSize() {
    return value(Settings.SPOOL_SIZE);
  }

  /** Octets of all messages in files, or KiB, MiB, GiB; beyond, clients get 452 4.3.1. */
  public void setSpoolSize(@Nullable String spoolSize) {
    set(Settings.SPOOL_SIZE, spoolSize);
  }

  public @Nullable String getSpoolDirectory() {
    return value(Settings.SPOOL_DIRECTORY);
  }

  /**
   * Directory for the files of messages in progress. Default: spool in the directory of the setting
   * directory.
   */
  public void setSpoolDirectory(@Nullable String spoolDirectory) {
    set(Settings.SPOOL_DIRECTORY, spoolDirectory);
  }
}
