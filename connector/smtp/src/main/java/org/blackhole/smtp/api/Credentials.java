// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * What a client proved or presented with AUTH (RFC 4954). The secret is in the value, but never in
 * its text.
 *
 * @param mechanism the registered name, such as {@code SCRAM-SHA-256-PLUS}
 * @param user the authentication identity; with {@code EXTERNAL}, the subject of the certificate in
 *     the form of RFC 2253
 * @param authorization the identity to act as, or null unless given and different
 * @param secret the password or the bearer token, or null where the mechanism hides it
 */
public record Credentials(
    String mechanism, String user, @Nullable String authorization, @Nullable String secret) {

  @Override
  public String toString() {
    return "Credentials[mechanism="
        + mechanism
        + ", user="
        + user
        + ", authorization="
        + authorization
        + ", secret="
        + (secret == null ? "null" : "***")
        + "]";
  }
}
