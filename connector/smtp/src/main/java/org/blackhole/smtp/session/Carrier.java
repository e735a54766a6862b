// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.concurrent.CompletionStage;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;

/**
 * What carries a session: a connection, or a test. Called by the session from within the call that
 * it is handling, on the session's thread.
 */
public interface Carrier extends Reply.Sink {

  /**
   * Sends these octets after all earlier ones, at the latest when the turn ends. They must be
   * copied.
   */
  @Override
  void write(byte[] octets, int offset, int length);

  /**
   * Whether more input may be taken. Not while what was sent does not leave: a client that asks and
   * does not listen must not fill our memory; not faster than {@link #throttle} lets it; and not
   * when others have waited long enough. To be asked before each command or piece of content.
   */
  boolean isReady();

  /** From now on takes and sends at most so much a second; 0 leaves it as it is. */
  void throttle(Throttle throttle);

  /** Calls {@link Dialogue#resume()} after this time; what was sent before leaves at once. */
  void pause(long nanos);

  /**
   * Calls {@link Dialogue#decided} on the session's thread once this is complete; what was sent
   * before leaves at once.
   */
  void await(CompletionStage<Verdict> later);

  /** Whether a TLS handshake may begin now; {@link #startTls} follows if so. */
  default boolean takesHandshake() {
    return true;
  }

  /**
   * Begins the TLS handshake once everything sent so far has left; input that came already is
   * thrown away.
   *
   * @param handshake how it is to go; never {@link Handshake.Action#PLAIN}
   */
  void startTls(Handshake handshake);

  /** Closes once everything sent so far has left. */
  void close(Ending ending);

  /** Tears the connection down at once; what has not left is lost. */
  void reset(Ending ending);

  /** The last octet of a message was taken, and its answer is owed: for who measures the time. */
  default void messageEnded() {}

  /** The message that ended last gets its answer now; by LMTP, the last of its answers. */
  default void messageAnswered() {}

  /** Takes down what is heard and said. */
  default Recording recording() {
    return Recording.NONE;
  }

  /** The application threw; the session is being closed. */
  void fault(Throwable thrown);
}
