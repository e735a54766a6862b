// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.blackhole.policy.rule.Network;

/** Rules by the networks that they have: one look for each length of prefix in use. */
final class NetworkIndex {

  private final Map<Integer, Map<Network, int[]>> byPrefix = new TreeMap<>();

  boolean isEmpty() {
    return byPrefix.isEmpty();
  }

  void add(Network network, int rule) {
    byPrefix
        .computeIfAbsent(network.prefix(), prefix -> new HashMap<>())
        .merge(network, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
  }

  /** Adds those that can match this address. */
  void find(Network address, Candidates found) {
    byPrefix.forEach(
        (prefix, networks) -> {
          if (prefix <= address.prefix()) {
            int[] rules = networks.get(address.within(prefix));
            if (rules != null) {
              found.add(rules);
            }
          }
        });
  }
}
