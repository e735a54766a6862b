// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.files;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The field by which a client says what it has (RFC 9110 13.1.2). Pure. */
public final class IfNoneMatch {

  private IfNoneMatch() {}

  /**
   * Whether this is among what the client has: compared weakly, as an encoding on the way may have
   * made it weak.
   *
   * @param header null if there is none
   */
  public static boolean has(@Nullable String header, String tag) {
    return header != null
        && Stream.of(header.split(",", -1))
            .map(String::strip)
            .map(each -> each.startsWith("W/") ? each.substring(2) : each)
            .anyMatch(each -> each.equals("*") || each.equals(tag));
  }
}
