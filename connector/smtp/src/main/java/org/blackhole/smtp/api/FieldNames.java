// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Names of header fields that an application looks for, made once for many messages. Immutable.
 *
 * @see Headers#forEach(FieldNames, FieldVisitor)
 */
public final class FieldNames {

  public static final FieldNames NONE = of(List.of());

  private final String[] names;
  // Where in names to look first, by hash; -1 where there is none.
  private final int[] slots;

  private FieldNames(String[] names) {
    this.names = names;
    this.slots = new int[names.length == 0 ? 1 : Integer.highestOneBit(names.length) << 2];
    Arrays.fill(slots, -1);
    for (int i = 0; i < names.length; i++) {
      slots[slot(names[i])] = i;
    }
  }

  /** Those names, each once, in the order given. */
  public static FieldNames of(Collection<String> names) {
    return new FieldNames(
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .distinct()
            .toArray(String[]::new));
  }

  /** How many there are. */
  public int size() {
    return names.length;
  }

  /** The name at this index, in lower case. */
  public String name(int index) {
    return names[index];
  }

  /** The index of a name, without regard to case; -1 if it is none of these. */
  public int indexOf(CharSequence name) {
    return name.length() == 0 ? -1 : slots[slot(name)];
  }

  /** The slot that a name has, or would have. */
  private int slot(CharSequence name) {
    int last = name.length() - 1;
    int hash =
        last < 0 ? 0 : last * 31 * 31 + lower(name.charAt(0)) * 31 + lower(name.charAt(last));
    int slot = (int) ((hash * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
    while (slots[slot] >= 0 && !isSame(names[slots[slot]], name)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static boolean isSame(String own, CharSequence name) {
    if (own.length() != name.length()) {
      return false;
    }
    for (int i = 0; i < own.length(); i++) {
      if (own.charAt(i) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  @Override
  public String toString() {
    return Arrays.toString(names);
  }
}
