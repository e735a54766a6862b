// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.blackhole.smtp.api.FieldNames;

/**
 * The header fields that count on a listener. Immutable.
 *
 * @param names those that rules look at, then those of switches that are not among them
 * @param kept how many rules look at
 * @param mode the index of the switch, or -1 if it does not count
 * @param delay likewise
 */
record WantedFields(FieldNames names, int kept, int mode, int delay) {

  /** None at all. */
  static final WantedFields NONE = of(List.of(), false);

  /**
   * Those.
   *
   * @param looked at by rules
   */
  static WantedFields of(Collection<String> looked, boolean switches) {
    List<String> all = new ArrayList<>(looked);
    int kept = FieldNames.of(all).size();
    if (switches) {
      all.add(Switches.MODE);
      all.add(Switches.DELAY);
    }
    FieldNames names = FieldNames.of(all);
    return new WantedFields(
        names,
        kept,
        switches ? names.indexOf(Switches.MODE) : -1,
        switches ? names.indexOf(Switches.DELAY) : -1);
  }

  boolean isEmpty() {
    return names.size() == 0;
  }
}
