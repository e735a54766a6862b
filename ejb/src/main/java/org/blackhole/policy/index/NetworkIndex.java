// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.Scene;

/** Rules by the networks that they have: one look for each length of prefix in use. */
final class NetworkIndex {

  private record Kind(boolean isV4, int prefix) {}

  /** The networks of one kind, hashed by their bits: a look-up makes nothing. */
  private static final class Table {
    private final boolean isV4;
    private final long highMask;
    private final long lowMask;
    private final long[] highs;
    private final long[] lows;
    private final int[][] rules;

    Table(Kind kind, Map<Network, int[]> networks) {
      isV4 = kind.isV4();
      Network mask = new Network(kind.isV4(), -1, -1, kind.prefix());
      highMask = mask.high();
      lowMask = mask.low();
      int size = Integer.highestOneBit(networks.size()) << 2; // at most half full
      highs = new long[size];
      lows = new long[size];
      rules = new int[size][];
      Arrays.fill(rules, Numbers.NONE);
      networks.forEach(
          (network, list) -> {
            int slot = slot(network.high(), network.low());
            highs[slot] = network.high();
            lows[slot] = network.low();
            rules[slot] = list;
          });
    }

    /** Where these bits are, or would be. */
    private int slot(long high, long low) {
      long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L;
      int slot = (int) (mixed >>> 32) & (rules.length - 1);
      while (rules[slot].length > 0 && (highs[slot] != high || lows[slot] != low)) {
        slot = (slot + 1) & (rules.length - 1);
      }
      return slot;
    }

    void find(Network address, Candidates found) {
      if (address.isV4() == isV4) {
        found.add(rules[slot(address.high() & highMask, address.low() & lowMask)]);
      }
    }
  }

  private final Map<Kind, Map<Network, int[]>> byKind = new HashMap<>();
  private List<Table> tables = List.of();

  void add(Network network, int rule) {
    byKind
        .computeIfAbsent(new Kind(network.isV4(), network.prefix()), kind -> new HashMap<>())
        .merge(network, new int[] {rule}, (old, one) -> Numbers.plus(old, one[0]));
  }

  /** Makes it ready; nothing may be added afterwards. */
  void freeze() {
    List<Table> all = new ArrayList<>();
    byKind.forEach((kind, networks) -> all.add(new Table(kind, networks)));
    tables = List.copyOf(all);
  }

  /** Adds those that the client can match. */
  void find(Scene scene, Candidates found) {
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).find(scene.client(), found);
    }
  }
}
