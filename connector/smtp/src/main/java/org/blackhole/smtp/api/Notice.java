// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/** Something about how a client behaves that does not need an answer of its own. */
public enum Notice {
  /** It sent before the greeting (RFC 5321 4.3.1). */
  EARLY_TALK,
  /** A CR without LF or an LF without CR in content, on a listener that looks for them. */
  BARE_LINE_BREAK,
  /** Its first command was a request of HTTP. */
  HTTP_REQUEST
}
