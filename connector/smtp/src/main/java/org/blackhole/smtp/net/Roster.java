// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import org.blackhole.smtp.session.Dialogue;

/**
 * The connections of one listener on one event loop, in the order of their last progress, so that
 * one timer for all of them finds those that idle by looking at the first. Used on that loop only.
 */
final class Roster {

  private static final Duration SWEEP = Duration.ofMillis(250);

  private final EventLoop loop;
  private final SmtpTransport transport;
  private final byte[] scratch;
  private final LoopMemory memory;
  private final CallWatch calls;
  private final long idleNanos;
  private final AnswerTimes.OnLoop answerTimes;
  private final ConnectionList active = new ConnectionList();
  private final ConnectionList lingering = new ConnectionList();
  private final Lifetimes lifetimes;
  private boolean sweeping;

  /** To be made on the loop. */
  Roster(SmtpSocket socket, EventLoop loop) {
    this.loop = loop;
    this.transport = socket.transport();
    this.memory = transport.memory(loop);
    this.calls = transport.calls(loop);
    this.scratch = new byte[Dialogue.scratchLength(socket.offer())];
    this.idleNanos = socket.settings().connections().idleTimeout().toNanos();
    this.answerTimes = socket.answerTimes().onLoop();
    this.lifetimes = new Lifetimes(socket.settings());
    calls.runsHere();
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

  /** Where this loop notes what it calls of the application. */
  CallWatch calls() {
    return calls;
  }

  void add(Connection connection) {
    long now = System.nanoTime();
    active.add(connection.progress(), now);
    lifetimes.begin(connection.life(), now);
    if (!sweeping) {
      scheduleSweep();
    }
  }

  /** It has got on, just now. */
  void touch(Connection connection) {
    touch(connection, System.nanoTime());
  }

  /** It has got on. */
  void touch(Connection connection, long now) {
    Place place = connection.progress();
    if (place.list == active) { // else its last word is said
      active.touch(place, now);
    }
  }

  /** A message has its answer, whose end was read at this time. */
  void answered(long readAt) {
    answerTimes.note(System.nanoTime() - readAt);
  }

  /** The last word is said; the connection has {@link SmtpSocket#LINGER} to close. */
  void linger(Connection connection) {
    connection.life().leave();
    connection.progress().leave();
    lingering.add(connection.progress(), System.nanoTime());
  }

  void remove(Connection connection) {
    connection.life().leave();
    connection.progress().leave();
  }

  private void sweep() {
    long now = System.nanoTime();
    try {
      active.olderThan(now - idleNanos, Connection::idle);
      lifetimes.sweep(now);
      lingering.olderThan(now - SmtpSocket.LINGER.toNanos(), Connection::abort);
    } finally {
      sweeping = false;
      if (!active.isEmpty() || !lingering.isEmpty()) {
        scheduleSweep();
      }
    }
  }

  private void scheduleSweep() {
    transport.later(SWEEP, () -> loop.execute(this::sweep)); // which a loop that has ended refuses
    sweeping = true;
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
