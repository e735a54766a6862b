// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * A session that is thought of. Immutable.
 *
 * @param tls null for a session in plain text
 * @param user whom the client logs in as, or null if it does not
 * @param sender null for a session without a transaction
 * @param headers fields by name, in the order given
 * @param size octets of the content; declared at MAIL too, if it was given
 */
public record Attempt(
    ListenerInfo listener,
    InetSocketAddress client,
    @Nullable TlsFacts tls,
    String helo,
    @Nullable String user,
    @Nullable Address sender,
    List<Address> recipients,
    Map<String, List<String>> headers,
    @Nullable Long size) {

  /** Octets of a message of which no size is given. */
  public static final long USUAL_SIZE = 1000;

  public Attempt {
    recipients = List.copyOf(recipients);
  }
}
