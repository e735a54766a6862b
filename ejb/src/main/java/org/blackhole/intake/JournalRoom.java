// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.blackhole.policy.rule.Sizes;
import org.blackhole.smtp.api.EscapedLog;

/**
 * How much room the journal of sessions has.
 *
 * @param sessions that ended, at most; 0 keeps no record
 * @param octets that they may take
 */
record JournalRoom(int sessions, long octets) {

  static final String SESSIONS = "blackhole.journal.sessions";
  static final String OCTETS = "blackhole.journal.octets";

  static final JournalRoom DEFAULT = new JournalRoom(10_000, 16 << 20);

  private static final int MOST_SESSIONS = 1_000_000;
  private static final long MOST_OCTETS = 16L << 30;
  private static final Logger LOG = EscapedLog.named("org.blackhole.intake");

  /** As set; what is not allowed is told in the log, and the default taken. */
  static JournalRoom of(Optional<String> sessions, Optional<String> octets) {
    return new JournalRoom(
        (int) read(SESSIONS, sessions, DEFAULT.sessions, MOST_SESSIONS),
        read(OCTETS, octets, DEFAULT.octets, MOST_OCTETS));
  }

  private static long read(String name, Optional<String> text, long otherwise, long most) {
    String set = text.map(String::strip).orElse("");
    if (set.isEmpty()) {
      return otherwise;
    }
    try {
      long size = name.equals(OCTETS) ? Sizes.parse(set) : Long.parseLong(set);
      if (size >= 0 && size <= most) {
        return size;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    LOG.log(
        Level.WARNING,
        "Setting {0} is \"{1}\"; allowed is 0 to {2}. {3} is taken.",
        name,
        set,
        String.valueOf(most),
        String.valueOf(otherwise));
    return otherwise;
  }
}
