// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects what is wrong with a document, so that it is all told at once, as far as anybody would
 * read. For one thread.
 */
public final class Faults {

  /**
   * What is told of a document; the rest is only counted, else the answer outgrows the question.
   */
  static final int MAX_TOLD = 100;

  private final List<Fault> found = new ArrayList<>();
  private int untold;

  public void add(Pointer where, String detail) {
    add(() -> where, detail);
  }

  /** Adds a fault at a place that costs something to name. */
  public void add(Supplier<Pointer> where, String detail) {
    if (found.size() < MAX_TOLD) {
      found.add(new Fault(where.get().fragment(), detail));
    } else {
      untold++;
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Those found so far, in order; if there are too many, the last one says how many more. */
  public List<Fault> list() {
    List<Fault> all = new ArrayList<>(found);
    if (untold > 0) {
      all.add(new Fault(Pointer.ROOT.fragment(), "and " + untold + " faults more"));
    }
    return List.copyOf(all);
  }

  /**
   * Refuses the document if there is any.
   *
   * @throws InvalidPolicyException with all of them
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidPolicyException(list());
    }
  }
}
