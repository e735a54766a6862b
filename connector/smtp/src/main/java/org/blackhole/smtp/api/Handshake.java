// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application decides about a TLS handshake, on implicit TLS and after STARTTLS: to let it
 * take place, with another certificate or version if wanted, or how it goes wrong. A value:
 * immutable, may be kept and shared.
 *
 * <p>What goes wrong does so once the ClientHello is there, but for {@link Action#PLAIN}; a client
 * that sends something else gets what it always gets. A handshake that is made to fail counts as
 * failed, and its session ends with {@link Ending#POLICY}; one that the client gives up, because of
 * a certificate or a version, with {@link Ending#TLS_FAILED}.
 */
public final class Handshake {

  /** What happens. */
  public enum Action {
    /** The handshake takes place. */
    PROCEED,
    /** Asks again when the ClientHello is there. */
    AFTER_HELLO,
    /** A fatal alert in place of the ServerHello (RFC 8446 6.2), then the connection closes. */
    ALERT,
    /** Octets that are no TLS record in place of the ServerHello, then the connection closes. */
    GARBAGE,
    /** Nothing more is said for the time {@link Handshake#hold()}, then the connection closes. */
    STALL,
    /** The connection closes (FIN) without a word. */
    CLOSE,
    /** The connection is torn down (RST). */
    RESET,
    /**
     * Only at STARTTLS, as first answer: 220, and no handshake. The session goes on in plain text
     * as if STARTTLS had not been said.
     */
    PLAIN
  }

  /**
   * The certificates that a server can show to try its clients. All but the first are made, by the
   * test CA where nothing else is said, for the names of the listener, and are right but for the
   * one thing. The listener's ciphers do not hold for them, as they may ask for another kind of
   * key, nor are their sessions resumed.
   */
  public enum Certificate {
    /** The listener's own. */
    OWN,
    /** Valid until a day ago. */
    EXPIRED,
    /** Valid in some days. */
    NOT_YET_VALID,
    /** For a name that is nobody's, in the domain {@code invalid} (RFC 6761 6.4). */
    WRONG_NAME,
    /** Signed by its own key. */
    SELF_SIGNED,
    /** Signed by an authority that nobody trusts, and that is not in the chain. */
    UNTRUSTED,
    /**
     * Revoked: in the test CA's list, and by an OCSP response stapled for clients that ask (RFC
     * 6066 8). With the TLS of the JDK there is only the list.
     */
    REVOKED,
    /** With a key too short to be of use: RSA of 1024 bits. */
    WEAK_KEY
  }

  /** Octets of garbage at most. */
  public static final int MAX_GARBAGE = 1 << 20;

  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Handshake USUAL = of(Action.PROCEED);
  private static final Handshake AFTER_HELLO = of(Action.AFTER_HELLO);

  private final Action action;
  private final int number;
  private final Duration hold;
  private final Duration delay;
  private final Certificate certificate;
  private final @Nullable String version;

  private Handshake(
      Action action,
      int number,
      Duration hold,
      Duration delay,
      Certificate certificate,
      @Nullable String version) {
    this.action = action;
    this.number = number;
    this.hold = hold;
    this.delay = delay;
    this.certificate = certificate;
    this.version = version;
  }

  private static Handshake of(Action action) {
    return new Handshake(action, 0, Duration.ZERO, Duration.ZERO, Certificate.OWN, null);
  }

  /** With the listener's own certificate and versions. Always the same object. */
  public static Handshake usual() {
    return USUAL;
  }

  /** To be asked again when it is known which server name the client asks for. */
  public static Handshake afterHello() {
    return AFTER_HELLO;
  }

  /**
   * Ends in a fatal alert.
   *
   * @param description the alert's number, such as 40 for {@code handshake_failure}
   */
  public static Handshake alert(int description) {
    if (description < 0 || description > 255) {
      throw new IllegalArgumentException("An alert is 0 to 255, not " + description);
    }
    return new Handshake(
        Action.ALERT, description, Duration.ZERO, Duration.ZERO, Certificate.OWN, null);
  }

  /**
   * Ends in octets that are no TLS.
   *
   * @param octets how many, 1 to {@link #MAX_GARBAGE}
   */
  public static Handshake garbage(int octets) {
    if (octets < 1 || octets > MAX_GARBAGE) {
      throw new IllegalArgumentException("Garbage is 1 to " + MAX_GARBAGE + " octets");
    }
    return new Handshake(
        Action.GARBAGE, octets, Duration.ZERO, Duration.ZERO, Certificate.OWN, null);
  }

  /**
   * Says nothing, then closes.
   *
   * @param hold for how long; zero is until the client gives up, or the listener's limit for a
   *     handshake passes
   */
  public static Handshake stall(Duration hold) {
    return new Handshake(Action.STALL, 0, bounded(hold), Duration.ZERO, Certificate.OWN, null);
  }

  /** Closes (FIN). */
  public static Handshake close() {
    return of(Action.CLOSE);
  }

  /** Tears the connection down (RST). */
  public static Handshake reset() {
    return of(Action.RESET);
  }

  /** After STARTTLS: says 220, and goes on as if it had not. */
  public static Handshake plain() {
    return of(Action.PLAIN);
  }

  /** Takes place with this certificate. */
  public static Handshake with(Certificate certificate) {
    return new Handshake(Action.PROCEED, 0, Duration.ZERO, Duration.ZERO, certificate, null);
  }

  /**
   * The same in this version alone, {@code TLSv1.2} or {@code TLSv1.3}, whether the listener speaks
   * it otherwise or not. Of its ciphers those that fit the version hold, if there are any.
   */
  public Handshake in(String version) {
    if (!VERSIONS.contains(version)) {
      throw new IllegalArgumentException("A version is TLSv1.2 or TLSv1.3, not " + version);
    }
    return new Handshake(action, number, hold, delay, certificate, version);
  }

  /**
   * The same after a delay, counted from the ClientHello on; that of {@link #plain()} from STARTTLS
   * on. It does not count towards the limit of a handshake.
   */
  public Handshake after(Duration delay) {
    return new Handshake(action, number, hold, bounded(delay), certificate, version);
  }

  public Action action() {
    return action;
  }

  /** The number of the alert, or of the octets of garbage. */
  public int number() {
    return number;
  }

  /** How long {@link Action#STALL} lasts; zero for the listener's own limit. */
  public Duration hold() {
    return hold;
  }

  /** How long to wait before; zero if at once. */
  public Duration delay() {
    return delay;
  }

  public Certificate certificate() {
    return certificate;
  }

  /** The one version to be spoken, or null for the listener's own. */
  public @Nullable String version() {
    return version;
  }

  private static Duration bounded(Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A duration is 0 to 365 days, not " + duration);
    }
    return duration;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Handshake that
        && action == that.action
        && number == that.number
        && hold.equals(that.hold)
        && delay.equals(that.delay)
        && certificate == that.certificate
        && Objects.equals(version, that.version);
  }

  @Override
  public int hashCode() {
    return Objects.hash(action, number, hold, delay, certificate, version);
  }

  @Override
  public String toString() {
    return action
        + (number == 0 ? "" : " " + number)
        + (certificate == Certificate.OWN ? "" : " " + certificate)
        + (version == null ? "" : " " + version)
        + (delay.isZero() ? "" : " after " + delay);
  }
}
