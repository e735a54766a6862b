// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a document, so that it is all told at once. For one thread. */
public final class Faults {

  private final List<Fault> found = new ArrayList<>();

  public void add(Pointer where, String detail) {
    found.add(new Fault(where.fragment(), detail));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Those found so far, in order. */
  public List<Fault> list() {
    return List.copyOf(found);
  }

  /**
   * Refuses the document if there is any.
   *
   * @throws InvalidPolicyException with all of them
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidPolicyException(found);
    }
  }
}
