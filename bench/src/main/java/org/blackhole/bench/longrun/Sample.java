// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.util.List;

/**
 * The server at one moment, and since the one before.
 *
 * @param seconds since the start
 * @param note what there is to say, else empty
 * @param replies 250 that clients heard since the last one
 * @param probes messages of the client that takes the time
 * @param p50 of their answers, in microseconds; so {@code p99} and {@code longest}
 * @param resident octets; so {@code heap}, with garbage, and {@code direct}
 * @param wrongs what went wrong since the start
 */
record Sample(
    double seconds,
    String note,
    long replies,
    long probes,
    double p50,
    double p99,
    double longest,
    long resident,
    long heap,
    long direct,
    long descriptors,
    long threads,
    long wrongs) {

  static final List<String> COLUMNS =
      List.of(
          "seconds",
          "replies_250",
          "probes",
          "p50_us",
          "p99_us",
          "longest_us",
          "resident_mib",
          "heap_used_mib",
          "direct_mib",
          "descriptors",
          "threads",
          "wrong");

  private static final double MEBIBYTE = 1 << 20;

  List<Object> row() {
    return List.of(
        seconds,
        replies,
        probes,
        p50,
        p99,
        longest,
        resident / MEBIBYTE,
        heap / MEBIBYTE,
        direct / MEBIBYTE,
        descriptors,
        threads,
        wrongs);
  }
}
