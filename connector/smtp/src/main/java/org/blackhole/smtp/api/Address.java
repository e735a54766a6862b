// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * A mail address of an envelope (RFC 5321 4.1.2), without angle brackets and source route: {@code
 * local@domain}, the null reverse path, or the bare {@code postmaster}. The text stays as the
 * client wrote it. Immutable.
 */
public final class Address {

  /** The null reverse path, {@code <>}. */
  public static final Address NULL = new Address("", -1);

  private final String text;
  private final int at;

  private Address(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /**
   * An address already checked by the grammar.
   *
   * @param at where in the text the {@code @} stands that separates local part and domain, or -1 if
   *     there is no domain
   */
  public static Address of(String text, int at) {
    return text.isEmpty() ? NULL : new Address(text, at);
  }

  /** Whether it is the null reverse path. */
  public boolean isNull() {
    return text.isEmpty();
  }

  /** The local part as written, quotes included; empty for the null path. */
  public String localPart() {
    return at < 0 ? text : text.substring(0, at);
  }

  /** The domain or address literal as written; empty if there is none. */
  public String domain() {
    return at < 0 ? "" : text.substring(at + 1);
  }

  /** To the letter: two spellings of one mailbox are two addresses. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The address as written, empty for the null path. */
  @Override
  public String toString() {
    return text;
  }
}
