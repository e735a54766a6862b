// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A document is refused as a whole; nothing has changed. */
public final class InvalidPolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public InvalidPolicyException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Each fault, in the order of the document. */
  public List<Fault> faults() {
    return faults;
  }
}
