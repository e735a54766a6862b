// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.io.IOException;

/** Keeps the revision in force where a restart finds it. */
@FunctionalInterface
public interface PolicyKeeper {

  /**
   * Returns when the revision is safe. Calls come one at a time, and not on an event loop.
   *
   * @throws IOException if it cannot be kept; the message is for the user
   */
  void keep(Revision revision) throws IOException;
}
