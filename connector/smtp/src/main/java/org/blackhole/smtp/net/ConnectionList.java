// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections in the order of a time, linked through themselves: no operation but the walks makes
 * an object.
 */
final class ConnectionList {

  private @Nullable Connection first;
  private @Nullable Connection last;

  boolean isEmpty() {
    return first == null;
  }

  /**
   * Appends a connection that is in no list.
   *
   * @param time not before that of the last one
   */
  void add(Connection connection, long time) {
    connection.time = time;
    connection.previous = last;
    connection.next = null;
    if (last == null) {
      first = connection;
    } else {
      last.next = connection;
    }
    last = connection;
  }

  /** Takes out a connection that is in this list. */
  void remove(Connection connection) {
    Connection before = connection.previous;
    Connection after = connection.next;
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
    connection.previous = null;
    connection.next = null;
  }

  /** Visits those before this time; they may leave the list meanwhile. */
  void olderThan(long time, Consumer<Connection> visitor) {
    if (first == null || first.time - time >= 0) {
      return;
    }
    List<Connection> found = new ArrayList<>();
    for (Connection c = first; c != null && c.time - time < 0; c = c.next) {
      found.add(c);
    }
    found.forEach(visitor);
  }

  /** Visits all; they may leave the list meanwhile. */
  void forEach(Consumer<Connection> visitor) {
    List<Connection> all = new ArrayList<>();
    for (Connection c = first; c != null; c = c.next) {
      all.add(c);
    }
    all.forEach(visitor);
  }
}
