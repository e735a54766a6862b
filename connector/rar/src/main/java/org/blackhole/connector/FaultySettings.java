// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.List;
import java.util.stream.Collectors;

/** The settings of an activation cannot stand; all faults of them together. */
final class FaultySettings extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  FaultySettings(List<Fault> faults) {
    super(faults.stream().map(Fault::sentence).collect(Collectors.joining(" ")));
    this.faults = List.copyOf(faults);
  }

  List<Fault> faults() {
    return faults;
  }
}
