// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who has how much of something: added up by name, the greatest first. */
final class Shares {

  private final Map<String, Long> amounts = new HashMap<>();
  private long total;

  /** Adds to a name, and to the total. */
  void add(String name, long amount) {
    count(name, amount);
    total += amount;
  }

  /** Adds to a name alone, where several have part in one thing. */
  void count(String name, long amount) {
    amounts.merge(name, amount, Long::sum);
  }

  /** Adds to the total alone. */
  void total(long amount) {
    total += amount;
  }

  long total() {
    return total;
  }

  private List<Map.Entry<String, Long>> greatest(int most) {
    return amounts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .toList();
  }

  /**
   * A table of names and their parts of the total.
   *
   * @param whole what the total stands for, such as microseconds or octets a message; 0 if unknown
   * @param unit of that
   */
  String table(String title, int rows, double whole, String unit) {
    StringBuilder text = new StringBuilder("\n").append(title).append('\n');
    if (total == 0) {
      return text.append("  nothing was seen\n").toString();
    }
    for (Map.Entry<String, Long> entry : greatest(rows)) {
      double part = entry.getValue() / (double) total;
      text.append(String.format(Locale.ROOT, "  %5.1f %%", 100 * part));
      if (whole > 0) {
        text.append(String.format(Locale.ROOT, "  %8.2f %s", whole * part, unit));
      }
      text.append("  ").append(entry.getKey()).append('\n');
    }
    return text.toString();
  }
}
