// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Activations that were refused, and why, until they come back with better settings. A container
 * does not say of which bean a refused specification was, so it is known again by what it has in
 * common with the one that follows: the name or the address of a listener. One that has neither is
 * taken to be back with any.
 */
final class Refusals {

  private static final Pattern NAME = Pattern.compile("(?<!\\S)([^\\s=]+)=");
  private static final Pattern AUTHORITY = Pattern.compile("://([^\\s?]+)");

  private record Refusal(Set<String> marks, List<String> sentences) {}

  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

  /** Notes that the activation with this {@code listen} cannot be. */
  void add(String listen, FaultySettings why) {
    remove(listen);
    refusals.add(new Refusal(marks(listen), why.faults().stream().map(Fault::sentence).toList()));
  }

  /** Forgets what was refused of the activation with this {@code listen}. */
  void remove(String listen) {
    Set<String> marks = marks(listen);
    refusals.removeIf(
        refusal -> refusal.marks().isEmpty() || !Collections.disjoint(refusal.marks(), marks));
  }

  List<String> sentences() {
    return refusals.stream().flatMap(refusal -> refusal.sentences().stream()).distinct().toList();
  }

  private static Set<String> marks(String listen) {
    Set<String> marks = new HashSet<>();
    for (Pattern pattern : List.of(NAME, AUTHORITY)) {
      Matcher m = pattern.matcher(listen.toLowerCase(Locale.ROOT));
      while (m.find()) {
        marks.add(m.group(1));
      }
    }
    return marks;
  }
}
