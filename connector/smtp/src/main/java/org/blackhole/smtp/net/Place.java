// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import org.jspecify.annotations.Nullable;

/** Where a connection stands in a {@link ConnectionList}; in one at a time, or in none. */
final class Place {

  final Connection connection;
  long time;
  @Nullable ConnectionList list;
  @Nullable Place previous;
  @Nullable Place next;

  Place(Connection connection) {
    this.connection = connection;
  }

  /** Out of the list that it is in. */
  void leave() {
    ConnectionList current = list;
    if (current != null) {
      current.remove(this);
    }
  }
}
