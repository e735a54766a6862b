// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

/**
 * What is wrong with one field of a request's body.
 *
 * @param pointer JSON pointer as a URI fragment (RFC 6901 6), such as {@code #/delay}
 * @param detail for the user
 */
public record FieldFault(String pointer, String detail) {

  /** A fault of a top-level member. */
  public static FieldFault of(String member, String detail) {
    return new FieldFault(Pointer.ROOT.child(member).toString(), detail);
  }
}
