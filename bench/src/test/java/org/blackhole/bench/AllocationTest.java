// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What a message takes from the heap is held against the bounds in {@code
 * allocation-bounds.properties}. What was measured is left in {@code
 * target/allocation-measured.properties}: who makes it less, lowers the bound.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllocationTest {

  private final Map<String, Double> measured = new TreeMap<>();

  static List<Bound> bounds() throws IOException {
    return Bound.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void aCallTakesNoMoreFromTheHeapThanItsBound(Bound bound) throws RunnerException {
    double octets = Allocation.of(bound, 1);
    if (octets > bound.octets()) {
      octets = Allocation.of(bound, 5); // unless the machine was too busy to compile it all
    }
    measured.put(bound.key(), octets);

    assertThat(octets)
        .as("octets that one call of %s takes, of %.0f at most", bound, bound.octets())
        .isLessThanOrEqualTo(bound.octets());
  }

  @AfterAll
  void leavesWhatWasMeasured() throws IOException {
    StringBuilder text = new StringBuilder();
    measured.forEach(
        (key, octets) -> text.append(String.format(Locale.ROOT, "%s = %.2f%n", key, octets)));
    Files.writeString(Path.of(System.getProperty("allocation.measured")), text);
  }
}
