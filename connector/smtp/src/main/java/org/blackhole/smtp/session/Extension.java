// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.blackhole.smtp.api.StartTls;

/** The service extensions of this server, in the order in which EHLO lists them. */
public enum Extension {
  /** RFC 2920. */
  PIPELINING("PIPELINING"),
  /** RFC 1870. */
  SIZE("SIZE"),
  /** RFC 6152. */
  EIGHT_BIT_MIME("8BITMIME"),
  /** RFC 2034. */
  ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES"),
  /** RFC 3207. */
  STARTTLS("STARTTLS"),
  /** RFC 5321 4.1.1.8. */
  HELP("HELP");

  private final String keyword;

  Extension(String keyword) {
    this.keyword = keyword;
  }

  /** The EHLO keyword. */
  public String keyword() {
    return keyword;
  }

  /**
   * The EHLO lines of a listener.
   *
   * @param hide keywords left out
   * @param encrypted whether TLS is on already
   */
  public static List<String> offered(
      Set<String> hide, long maxMessageSize, StartTls startTls, boolean encrypted) {
    List<String> lines = new ArrayList<>();
    for (Extension extension : values()) {
      boolean hidden =
          hide.contains(extension.keyword)
              || (extension == STARTTLS && (encrypted || startTls == StartTls.OFF));
      if (!hidden) {
        lines.add(extension == SIZE ? "SIZE " + maxMessageSize : extension.keyword);
      }
    }
    return lines;
  }
}
