// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.blackhole.smtp.api.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * The recipients of a transaction, as the application sees them: a list that only the session adds
 * to. One, as most messages have, takes no further object.
 */
final class Recipients extends AbstractList<Recipient> implements RandomAccess {

  private @Nullable Recipient first;
  private @Nullable List<Recipient> others;

  /** Adds one. */
  void join(Recipient recipient) {
    if (first == null) {
      first = recipient;
      return;
    }
    if (others == null) {
      others = new ArrayList<>();
    }
    others.add(recipient);
  }

  @Override
  public Recipient get(int index) {
    Recipient one = first;
    if (index == 0 && one != null) {
      return one;
    }
    if (index < 1 || others == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return others.get(index - 1);
  }

  @Override
  public int size() {
    return first == null ? 0 : others == null ? 1 : 1 + others.size();
  }
}
