// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps revisions where a restart, and other servers, find them. Calls come one at a time, and not
 * on an event loop.
 */
@FunctionalInterface
public interface PolicyKeeper {

  /**
   * Returns when the revision is safe.
   *
   * @throws RevisionTakenException if another server took its number
   * @throws IOException if it cannot be kept; the message is for the user
   */
  void keep(Revision revision) throws IOException;

  /** Takes note of a revision that is in force though it could not be kept: it is owed. */
  default void keepLater(Revision revision) {}

  /** Takes note of a revision that another server kept, and that comes into force here too. */
  default void follow(Revision revision) {}

  /** What is wrong now, as a sentence for the user; empty if all is well. Does not wait. */
  default Optional<String> trouble() {
    return Optional.empty();
  }
}
