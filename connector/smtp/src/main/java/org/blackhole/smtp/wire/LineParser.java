// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

/**
 * One line to one command. Total: every octet string gives a command or its refusal. Keeps nothing;
 * safe for any thread.
 */
public interface LineParser {

  /**
   * A command line.
   *
   * @param length without the line end
   */
  Command command(byte[] line, int length);

  /**
   * A line within an AUTH exchange (RFC 4954 4).
   *
   * @param length without the line end
   */
  Command response(byte[] line, int length);
}
