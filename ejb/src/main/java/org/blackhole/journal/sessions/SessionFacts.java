// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a session at one moment, open or ended; a snapshot, for one thread.
 *
 * @param nanos how long it lasted, or lasts by now
 * @param sender the last reverse path; null if there was none
 * @param recipient the last that was accepted
 * @param ending null while it is open
 * @param phrases what the transcript has as numbers
 */
record SessionFacts(
    long number,
    String id,
    ListenerInfo listener,
    InetSocketAddress address,
    @Nullable Ending ending,
    long startedMillis,
    long nanos,
    @Nullable String helo,
    @Nullable String user,
    @Nullable TlsFacts tls,
    int messages,
    int refused,
    int recipients,
    int commands,
    long octets,
    Map<Integer, Long> codes,
    List<String> rules,
    List<String> tags,
    @Nullable String sender,
    @Nullable String recipient,
    boolean cut,
    Transcript transcript,
    Phrases phrases) {

  boolean isLive() {
    return ending == null;
  }

  /** Null if the client is known by name alone. */
  @Nullable InetAddress client() {
    return address.getAddress();
  }
}
