// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.util.Arrays;

/**
 * What ties an authentication to the TLS channel it runs in (RFC 5056): octets that both ends of
 * this channel know, and no other. Compared by content; its text does not show the octets.
 */
public final class ChannelBinding {

  /** RFC 5929 4: a hash of the server's certificate. */
  public static final String SERVER_END_POINT = "tls-server-end-point";

  /** RFC 9266: keying material exported from the handshake. */
  public static final String EXPORTER = "tls-exporter";

  private final String type;
  private final byte[] data;

  /** A binding of this type, with a copy of these octets. */
  public ChannelBinding(String type, byte[] data) {
    this.type = type;
    this.data = data.clone();
  }

  /** The registered name of the type. */
  public String type() {
    return type;
  }

  /** A copy of the octets. */
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelBinding binding
        && type.equals(binding.type)
        && Arrays.equals(data, binding.data);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "ChannelBinding[" + type + ", " + data.length + " octets]";
  }
}
