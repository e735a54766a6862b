// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463 2).
 *
 * @param type 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedCode(int type, int subject, int detail) {

  private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  /**
   * @throws IllegalArgumentException if a part is out of range
   */
  public EnhancedCode {
    if (type != 2 && type != 4 && type != 5) {
      throw new IllegalArgumentException("The class of an enhanced code is 2, 4 or 5, not " + type);
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException("Subject and detail of an enhanced code are 0 to 999");
    }
  }

  /**
   * Reads {@code 4.7.1}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static EnhancedCode parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("Not an enhanced status code such as 4.7.1: " + text);
    }
    return new EnhancedCode(
        Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
  }

  @Override
  public String toString() {
    return type + "." + subject + "." + detail;
  }
}
