// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one resolution, in memory: one a place, which is given by its time. For any thread.
 */
final class Rows {

  private final Resolution resolution;
  private final @Nullable Row[] ring;

  Rows(Resolution resolution) {
    this.resolution = resolution;
    this.ring = new @Nullable Row[resolution.rows()];
  }

  synchronized void put(Row row) {
    ring[resolution.slot(row.at())] = row;
  }

  /** Takes what was kept, but where there is something already. */
  synchronized void putIfFree(Row row) {
    int slot = resolution.slot(row.at());
    if (ring[slot] == null) {
      ring[slot] = row;
    }
  }

  synchronized Optional<Row> find(long at) {
    Row there = ring[resolution.slot(at)];
    return there != null && there.at() == at ? Optional.of(there) : Optional.empty();
  }

  synchronized List<Row> all() {
    return Stream.of(ring).filter(Objects::nonNull).toList();
  }

  /** Those that begin from {@code from} on and before {@code to}, newest first. */
  synchronized List<Row> newest(long from, long to, int limit) {
    long step = resolution.seconds();
    long last = resolution.begin(to - 1);
    long first = Math.max(from, last - (resolution.rows() - 1) * step);
    List<Row> found = new ArrayList<>();
    for (long at = last; at >= first && found.size() < limit; at -= step) {
      Row there = ring[resolution.slot(at)];
      if (there != null && there.at() == at) {
        found.add(there);
      }
    }
    return found;
  }
}
