// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All revisions there ever were. Methods may wait for a database: not for event loops. */
public interface RevisionHistory {

  /**
   * A page of it, newest first.
   *
   * @param before only revisions under this number; {@link Long#MAX_VALUE} begins with the newest
   * @param limit how many at most
   * @throws IOException if it cannot be read now; the message is for the user
   */
  List<Revision> newest(long before, int limit) throws IOException;

  /**
   * The revision of this number; empty if there never was one.
   *
   * @throws IOException if it cannot be read now; the message is for the user
   */
  Optional<Revision> find(long number) throws IOException;

  /** What is wrong with it now, as a sentence for the user; empty if all is well. Does not wait. */
  default Optional<String> fault() {
    return Optional.empty();
  }
}
