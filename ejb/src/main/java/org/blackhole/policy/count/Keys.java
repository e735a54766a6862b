// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.count;

import java.util.Comparator;
import java.util.List;

/** Keys: the values of what something is counted by. */
final class Keys {

  /** Value by value. */
  static final Comparator<List<String>> ORDER =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int difference = a.get(i).compareTo(b.get(i));
          if (difference != 0) {
            return difference;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  private Keys() {}
}
