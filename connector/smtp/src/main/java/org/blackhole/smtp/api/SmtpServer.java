// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Live control of an SMTP server: all listeners of one resource adapter. In a container it is an
 * administered object, looked up under the name set there. Safe for any thread; no method waits for
 * a session.
 */
public interface SmtpServer {

  /** What the server as a whole does. */
  enum State {
    /** No listener has been opened yet, or the application is still coming up. */
    STARTING,
    /** At least one listener is open. */
    SERVING,
    /** Every listener is paused. */
    PAUSED,
    /** No listener takes connections any more. */
    DRAINING
  }

  State state();

  /** When the resource adapter started. */
  Instant startedAt();

  /** What carries the sockets: {@code epoll}, {@code io_uring} or {@code nio}. */
  String transport();

  /** What carries TLS: {@code OpenSSL} or {@code JDK}, with its version. */
  String tlsProvider();

  /** All listeners, in the order of their settings, those that failed included. */
  List<ListenerStatus> listeners();

  /** The listener of this name. */
  Optional<ListenerStatus> listener(String name);

  /**
   * Opens, pauses, drains or closes a listener. To close is to drain without waiting: sessions get
   * {@code 421 4.3.2} at their next turn.
   *
   * @param target {@link ListenerState#OPEN}, {@code PAUSED}, {@code DRAINING} or {@code CLOSED}
   * @return the state right after
   * @throws java.util.NoSuchElementException if there is no listener of this name
   * @throws IllegalStateException if it cannot go there from where it is, or its socket cannot be
   *     opened; the message is for the user
   */
  ListenerState change(String listener, ListenerState target);

  /**
   * From now on this is told of every new session, of all listeners, in place of what was told
   * before. A server that keeps no record of sessions ignores it.
   */
  default void record(Recorder recorder) {}

  /** What keeps the server from being ready, each a sentence for the user; empty if it is ready. */
  List<String> faults();

  /**
   * What is wrong though the server is ready, such as a certificate that has expired, each a
   * sentence for the user; empty if nothing is.
   */
  default List<String> warnings() {
    return List.of();
  }

  /** The memory of all buffers; empty while no listener was opened, and where nobody counts it. */
  default Optional<BufferMemory> buffers() {
    return Optional.empty();
  }

  /**
   * The certificate of the authority that signs what the server makes: for listeners without a
   * certificate of their own, and for handshakes that are to show another one. Made if it is not
   * there; empty if no listener has TLS. Reads files.
   *
   * @throws IllegalStateException if it cannot be read; the message is for the user
   */
  default Optional<X509Certificate> testAuthority() {
    return Optional.empty();
  }

  /**
   * What the same authority has revoked, as of now (RFC 5280 5): the certificates of {@link
   * Handshake.Certificate#REVOKED}. Empty where {@link #testAuthority()} is. Reads files.
   *
   * @throws IllegalStateException if it cannot be made; the message is for the user
   */
  default Optional<X509CRL> revocationList() {
    return Optional.empty();
  }
}
