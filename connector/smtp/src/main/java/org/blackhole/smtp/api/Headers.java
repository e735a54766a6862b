// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header section of a message (RFC 5322 2.2), read in place: a view that ends with the
 * callback. Names are compared without regard to case; values are unfolded, trimmed, and decoded as
 * UTF-8, but not MIME-decoded.
 */
public interface Headers {

  /** The value of the first field of this name, or null. */
  @Nullable String first(String name);

  /** The values of all fields of this name, in order. */
  List<String> all(String name);

  /** Each field in order: name as written, value. */
  void forEach(BiConsumer<String, String> field);

  /**
   * Each field that has one of these names, in order. It looks through the section once, whatever
   * number of names there is, and makes nothing of the other fields.
   */
  default void forEach(FieldNames names, FieldVisitor visitor) {
    forEach(
        (name, value) -> {
          int index = names.indexOf(name);
          if (index >= 0) {
            visitor.field(index, value);
          }
        });
  }

  /**
   * Whether the section was too large to be kept whole; the fields beyond the limit are missing
   * then.
   */
  boolean isTruncated();
}
