// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.net.IDN;
import java.util.Locale;
import org.blackhole.smtp.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * A way to write a text, which is compared in lower case without a copy in lower case being made
 * where ASCII is all there is. A session uses one over and over, for one text after the other: what
 * it says holds until the next is read. For one thread.
 */
@SuppressWarnings("ReferenceEquality") // whether it is still the text that was read
public final class Spelling {

  private String written = "";
  // In lower case once its letters of ASCII are.
  private String compared = "";
  private @Nullable Object source;
  private @Nullable Spelling other;

  /** Of a text. */
  public static Spelling of(String text) {
    Spelling spelling = new Spelling();
    spelling.read(text);
    return spelling;
  }

  /** Of an address. */
  static Spelling of(Address address) {
    Spelling spelling = new Spelling();
    spelling.read(address);
    return spelling;
  }

  /** This text from now on. */
  void read(String text) {
    if (source != text) {
      source = text;
      set(text);
    }
  }

  /** This address from now on; with its domain as A-labels (RFC 5890) too, if that differs. */
  void read(Address address) {
    if (source == address) {
      return;
    }
    source = address;
    if (!set(address.toString())) {
      other = inLabels(address);
    }
  }

  /** Whether it is ASCII. */
  private boolean set(String text) {
    boolean ascii = isAscii(text);
    written = text;
    compared = ascii ? text : text.toLowerCase(Locale.ROOT);
    other = null;
    return ascii;
  }

  private static @Nullable Spelling inLabels(Address address) {
    String domain = address.domain();
    if (isAscii(domain)) {
      return null;
    }
    try {
      return of(address.localPart() + "@" + IDN.toASCII(domain));
    } catch (IllegalArgumentException e) {
      return null; // no host name: there is no other way to write it
    }
  }

  /** The text as it came. */
  public String written() {
    return written;
  }

  /** How long it is in lower case. */
  public int length() {
    return compared.length();
  }

  /** A character of it in lower case. */
  public char at(int index) {
    char c = compared.charAt(index);
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /** Another way to write the same text, or null. */
  public @Nullable Spelling other() {
    return other;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
