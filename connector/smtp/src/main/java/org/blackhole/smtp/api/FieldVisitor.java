// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/** Is shown header fields. */
@FunctionalInterface
public interface FieldVisitor {

  /**
   * A field that was looked for.
   *
   * @param name its index in the {@link FieldNames}
   * @param value as {@link Headers} has it
   */
  void field(int name, String value);
}
