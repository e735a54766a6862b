// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Name and password of HTTP Basic (RFC 7617), in UTF-8. */
record BasicCredentials(String name, String password) {

  private static final String SCHEME = "basic ";

  static boolean isBasic(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  static Optional<BasicCredentials> parse(String authorization) {
    if (!isBasic(authorization)) {
      return Optional.empty();
    }
    try {
      byte[] octets = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).trim());
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Without the password: it has no place in a log. */
  @Override
  public String toString() {
    return name;
  }
}
