// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Metadata;
import org.junit.jupiter.api.Test;

/** What is said of the metrics. */
class MetricsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

  @Test
  void theReferenceListsEachAndNoOther() throws IOException {
    String text = Files.readString(Path.of("../docs/reference/metrics.md"));
    // What comes after is Open Liberty's.
    String ours = text.substring(0, text.indexOf("\n## Of the JVM"));
    Set<String> described =
        ROW.matcher(ours)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(shown());
  }

  @Test
  void eachHasANameOfItsOwnAHelpAndAUnit() {
    List<Metadata> all = Stream.concat(Metrics.COUNTERS.stream(), Metrics.GAUGES.stream()).toList();
    assertThat(all).extracting(Metadata::getName).doesNotHaveDuplicates();
    for (Metadata each : all) {
      assertThat(each.getName()).matches("(smtp|blackhole)_[a-z_]+");
      assertThat(each.getDescription()).isNotBlank();
      assertThat(each.getUnit()).isNotBlank();
    }
  }

  /** The names of all, as Prometheus sees them. */
  static Set<String> shown() {
    return Stream.concat(
            Metrics.COUNTERS.stream().map(each -> shown(each) + "_total"),
            Metrics.GAUGES.stream().map(MetricsTest::shown))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String shown(Metadata metric) {
    String unit =
        switch (metric.getUnit()) {
          case "bytes" -> "_bytes";
          case "seconds" -> "_seconds";
          default -> "";
        };
    return metric.getName() + unit;
  }
}
