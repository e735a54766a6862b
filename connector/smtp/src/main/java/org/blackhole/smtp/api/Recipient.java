// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Map;

/**
 * A recipient of an envelope.
 *
 * @param address the forward path
 * @param parameters of RCPT, keywords in upper case, values as sent, empty where a keyword stood
 *     alone
 */
public record Recipient(Address address, Map<String, String> parameters) {

  public Recipient {
    parameters = Map.copyOf(parameters);
  }
}
