// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A revision cannot be kept, as its number is taken: another server made a change meanwhile. */
public final class RevisionTakenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long number;
  private final transient @Nullable Revision newest;

  /**
   * @param number of the newest revision
   * @param newest the same; null if it cannot be read
   * @param message for the user
   */
  public RevisionTakenException(long number, @Nullable Revision newest, String message) {
    super(message);
    this.number = number;
    this.newest = newest;
  }

  /** The number of the newest revision. */
  public long number() {
    return number;
  }

  /** The newest revision; null if it cannot be read. */
  public @Nullable Revision newest() {
    return newest;
  }
}
