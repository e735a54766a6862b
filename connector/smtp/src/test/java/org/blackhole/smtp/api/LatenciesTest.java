// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Percentiles are those of HdrHistogram, from its buckets alone. */
class LatenciesTest {

  private static final double[] PERCENTS = {0.001, 1, 25, 50, 75, 90, 99, 99.9, 99.99, 100};

  private final Histogram first = new Histogram(1, 3_600_000_000L, 2);
  private final Histogram second = new Histogram(1, 3_600_000_000L, 2);

  @Test
  void percentilesAreThoseOfHdrHistogram() {
    Random random = new Random(5);
    for (int size : new int[] {1, 2, 3, 10, 99, 100, 101, 999, 1000, 1001, 100_000}) {
      first.reset();
      fill(first, random, size);
      compare(latencies(first), first);
    }
  }

  @Test
  void theSumIsThatOfHdrHistogram() {
    fill(first, new Random(1), 1000);
    fill(second, new Random(2), 50);
    Latencies sum = latencies(first).plus(latencies(second));
    first.add(second);
    compare(sum, first);
    assertThat(sum).isEqualTo(latencies(first));
  }

  @Test
  void theDifferenceIsWhatCameSince() {
    fill(first, new Random(1), 1000);
    Latencies earlier = latencies(first);
    fill(second, new Random(2), 50);
    first.add(second);
    Latencies since = latencies(first).minus(earlier);
    compare(since, second);
    assertThat(since).isEqualTo(latencies(second));
    assertThat(earlier.minus(earlier)).isEqualTo(Latencies.NONE);
  }

  @Test
  void whatCountsFromTheStartAgainIsNeverLessThanNothing() {
    Latencies before = new Latencies(new TreeMap<>(Map.of(10L, 5L, 20L, 1L)));
    Latencies anew = new Latencies(new TreeMap<>(Map.of(10L, 2L, 20L, 3L)));
    assertThat(anew.minus(before).buckets()).isEqualTo(Map.of(20L, 2L));
  }

  @Test
  void withoutAMessageAllIsZero() {
    assertThat(Latencies.NONE.count()).isZero();
    assertThat(Latencies.NONE.max()).isZero();
    assertThat(Latencies.NONE.percentile(99.9)).isZero();
    assertThat(Latencies.NONE.plus(Latencies.NONE)).isEqualTo(Latencies.NONE);
  }

  @Test
  void aSnapshotDoesNotChange() {
    TreeMap<Long, Long> buckets = new TreeMap<>(Map.of(10L, 1L));
    Latencies snapshot = new Latencies(buckets);
    buckets.put(20L, 1L);
    assertThat(snapshot.count()).isOne();
    assertThat(snapshot.buckets()).isUnmodifiable();
  }

  @Test
  void whatIsNoBucketOrNoPercentileIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latencies(new TreeMap<>(Map.of(10L, 0L))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latencies(new TreeMap<>(Map.of(-1L, 1L))));
    for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Latencies.NONE.percentile(percent));
    }
  }

  /** From microseconds to minutes. */
  private static void fill(Histogram histogram, Random random, int size) {
    for (int i = 0; i < size; i++) {
      histogram.recordValue((long) Math.pow(10, 8 * random.nextDouble()));
    }
  }

  private static Latencies latencies(Histogram histogram) {
    TreeMap<Long, Long> buckets = new TreeMap<>();
    histogram
        .recordedValues()
        .forEach(each -> buckets.put(each.getValueIteratedTo(), each.getCountAtValueIteratedTo()));
    return new Latencies(buckets);
  }

  private static void compare(Latencies latencies, Histogram histogram) {
    assertThat(latencies.count()).isEqualTo(histogram.getTotalCount());
    assertThat(latencies.max()).isEqualTo(histogram.getMaxValue());
    for (double percent : PERCENTS) {
      assertThat(latencies.percentile(percent))
          .describedAs("%s of %s", percent, histogram.getTotalCount())
          .isEqualTo(histogram.getValueAtPercentile(percent));
    }
  }
}
