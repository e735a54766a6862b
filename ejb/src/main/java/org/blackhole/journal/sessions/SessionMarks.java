// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import org.jspecify.annotations.Nullable;

/** Takes what only the policy knows of a session. On the session's event loop. */
public interface SessionMarks {

  /** Of a session that no record is kept of. */
  SessionMarks NONE =
      new SessionMarks() {
        @Override
        public void decided(String rule, @Nullable String mode) {}

        @Override
        public void tagged(String tag) {}
      };

  /**
   * A rule acted.
   *
   * @param mode the label of the mode that answered, or null if none did
   */
  void decided(String rule, @Nullable String mode);

  /** The session was given a tag. */
  void tagged(String tag);
}
