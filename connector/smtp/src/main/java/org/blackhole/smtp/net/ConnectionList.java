// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections in the order of a time, linked through their places: no operation but the walks makes
 * an object.
 */
final class ConnectionList {

  private @Nullable Place first;
  private @Nullable Place last;

  boolean isEmpty() {
    return first == null;
  }

  /**
   * Appends a place that is in no list.
   *
   * @param time not before that of the last one
   */
  void add(Place place, long time) {
    place.time = time;
    place.list = this;
    place.previous = last;
    place.next = null;
    if (last == null) {
      first = place;
    } else {
      last.next = place;
    }
    last = place;
  }

  /** Gives a place that is in this list a new time, not before that of the last one. */
  void touch(Place place, long time) {
    if (place == last) {
      place.time = time;
    } else {
      remove(place);
      add(place, time);
    }
  }

  /** Takes out a place that is in this list. */
  void remove(Place place) {
    Place before = place.previous;
    Place after = place.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    place.list = null;
    place.previous = null;
    place.next = null;
  }

  /** Visits those before this time; they may leave the list meanwhile. */
  void olderThan(long time, Consumer<Connection> visitor) {
    if (first == null || first.time - time >= 0) {
      return;
    }
    List<Connection> found = new ArrayList<>();
    for (Place p = first; p != null && p.time - time < 0; p = p.next) {
      found.add(p.connection);
    }
    found.forEach(visitor);
  }

  /** Visits all; they may leave the list meanwhile. */
  void forEach(Consumer<Connection> visitor) {
    List<Connection> all = new ArrayList<>();
    for (Place p = first; p != null; p = p.next) {
      all.add(p.connection);
    }
    all.forEach(visitor);
  }
}
