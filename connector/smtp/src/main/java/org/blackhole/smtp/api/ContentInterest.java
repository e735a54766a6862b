// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

/**
 * How much of a message's content an application asks for. What it does not ask for is never kept.
 */
public enum ContentInterest {
  /** Nothing: the content is scanned for its end where it arrived. */
  NONE,
  /** The header section. */
  HEADERS,
  /** The header section, and all content as it streams. */
  BODY
}
