// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/** Is shown header fields. */
@FunctionalInterface
public interface FieldVisitor {

  /**
   * A field that was looked for.
   *
   * @param name its index in the {@link FieldNames}
   * @param value as {@link Headers} has it, valid during this call only: what is kept has to be a
   *     copy, such as {@link CharSequence#toString()}
   */
  void field(int name, CharSequence value);
}
