// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of figures, as CSV (RFC 4180) but for its line ends. */
public final class Table {

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row, with a value for each column. */
  public void add(List<?> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(row.size() + " values for " + columns);
    }
    rows.add(row.stream().map(Table::text).toList());
  }

  private static String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    // Three digits are more than a machine with others on it gives.
    int digits = Math.abs(number) < 10 ? 2 : Math.abs(number) < 1000 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }

  public String csv() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns);
    all.addAll(rows);
    return all.stream()
        .map(row -> String.join(",", row))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** For a reader: columns of one width each. */
  public String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns);
    all.addAll(rows);
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(1);
        text.append(" ".repeat(width - row.get(i).length() + 2)).append(row.get(i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
