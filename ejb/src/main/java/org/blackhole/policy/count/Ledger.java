// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import java.util.List;

/** Where counts are taken: in earnest, or on trial. */
public interface Ledger {

  /** The one that counts. Safe for any thread. */
  Ledger REAL =
      new Ledger() {
        @Override
        public long match(String rule, Matches matches, List<String> key) {
          return matches.next(key);
        }

        @Override
        public boolean take(String limit, Buckets buckets, List<String> key, long tokens) {
          return buckets.take(key, tokens);
        }

        @Override
        public void giveBack(Buckets buckets, List<String> key, long tokens) {
          buckets.giveBack(key, tokens);
        }

        @Override
        public boolean enter(String limit, Caps caps, List<String> key) {
          return caps.enter(key);
        }

        @Override
        public void leave(Caps caps, List<String> key) {
          caps.leave(key);
        }
      };

  /** Takes note of a match; gives how many there were before. */
  long match(String rule, Matches matches, List<String> key);

  /** Takes tokens if there are so many; else takes nothing. */
  boolean take(String limit, Buckets buckets, List<String> key, long tokens);

  /** Puts tokens back. */
  void giveBack(Buckets buckets, List<String> key, long tokens);

  /** One more is open, if there is room. */
  boolean enter(String limit, Caps caps, List<String> key);

  /** One that was open is no more. */
  void leave(Caps caps, List<String> key);
}
