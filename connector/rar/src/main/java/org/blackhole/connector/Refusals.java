// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Activations that were refused, and why, until they come back with better settings. */
final class Refusals {

  private final Map<String, List<String>> faults = new ConcurrentHashMap<>();

  /** Notes that this one cannot be. */
  void add(String activation, FaultySettings why) {
    faults.put(activation, why.faults().stream().map(Fault::sentence).toList());
  }

  void remove(String activation) {
    faults.remove(activation);
  }

  List<String> sentences() {
    return faults.values().stream().flatMap(List::stream).distinct().toList();
  }

  void clear() {
    faults.clear();
  }
}
