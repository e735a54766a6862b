// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.blackhole.smtp.session.Dialogue;

/**
 * The connections of one listener on one event loop, in the order of their last input, so that one
 * timer for all of them finds those that idle by looking at the first. Used on that loop only.
 */
final class Roster {

  private static final long SWEEP_MILLIS = 250;

  private final EventLoop loop;
  private final byte[] scratch;
  private final LoopMemory memory;
  private final long idleNanos;
  private final AnswerTimes.OnLoop answerTimes;
  private final ConnectionList active = new ConnectionList();
  private final ConnectionList lingering = new ConnectionList();
  private boolean sweeping;

  Roster(SmtpSocket socket, EventLoop loop) {
    this.loop = loop;
    this.memory = socket.transport().memory(loop);
    this.scratch = new byte[Dialogue.scratchLength(socket.offer())];
    this.idleNanos = socket.settings().connections().idleTimeout().toNanos();
    this.answerTimes = socket.answerTimes().onLoop();
  }

  EventLoop loop() {
    return loop;
  }

  /** Space that every dialogue on this loop may use during a call. */
  byte[] scratch() {
    return scratch;
  }

  /** What all connections on this loop share. */
  LoopMemory memory() {
    return memory;
  }

  void add(Connection connection) {
    active.add(connection, System.nanoTime());
    if (!sweeping) {
      scheduleSweep();
    }
  }

  /** Input came. */
  void touch(Connection connection) {
    active.remove(connection);
    active.add(connection, System.nanoTime());
  }

  /** A message has its answer, whose end was read at this time. */
  void answered(long readAt) {
    answerTimes.note(System.nanoTime() - readAt);
  }

  /** The last word is said; the connection has {@link SmtpSocket#LINGER} to close. */
  void linger(Connection connection) {
    active.remove(connection);
    lingering.add(connection, System.nanoTime());
  }

  void remove(Connection connection, boolean isLingering) {
    (isLingering ? lingering : active).remove(connection);
  }

  private void sweep() {
    long now = System.nanoTime();
    try {
      active.olderThan(now - idleNanos, Connection::idle);
      lingering.olderThan(now - SmtpSocket.LINGER.toNanos(), Connection::abort);
    } finally {
      sweeping = false;
      if (!active.isEmpty() || !lingering.isEmpty()) {
        scheduleSweep();
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop
  private void scheduleSweep() {
    sweeping = true;
    loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  void shutDown(boolean atOnce) {
    active.forEach(connection -> connection.shutDown(atOnce));
  }

  void abort() {
    Consumer<Connection> abort = Connection::abort;
    active.forEach(abort);
    lingering.forEach(abort);
  }
}
