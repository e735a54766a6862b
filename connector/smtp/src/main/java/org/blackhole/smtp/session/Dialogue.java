// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import io.netty.buffer.ByteBuf;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Extension;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.CommandDecoder;
import org.blackhole.smtp.wire.Replies;
import org.jspecify.annotations.Nullable;

/**
 * A session with its decoders: octets in, octets and actions out to the {@link Carrier}. Whatever
 * the application throws ends this session alone. One thread.
 */
public final class Dialogue {

  private final Offer offer;
  private final Carrier carrier;
  private final Tally tally;
  private final byte[] scratch;
  private final Session session;
  private final CommandDecoder commands;
  private final Overheard overheard = new Overheard();
  private boolean pipelined;
  private boolean ahead;
  private boolean crossed;
  private int steps;

  /**
   * A dialogue with one client.
   *
   * @param scratch at least {@link #scratchLength} octets, used during calls only; may be shared by
   *     all dialogues of one thread
   */
  public Dialogue(
      Offer offer,
      Conversation conversation,
      Carrier carrier,
      Tally tally,
      Peer peer,
      byte[] scratch) {
    this(
        offer,
        carrier,
        tally,
        scratch,
        new Session(offer, conversation, carrier, tally, peer, scratch, 0));
  }

  private Dialogue(Offer offer, Carrier carrier, Tally tally, byte[] scratch, Session session) {
    this.offer = offer;
    this.carrier = carrier;
    this.tally = tally;
    this.scratch = scratch;
    this.session = session;
    this.commands = new CommandDecoder(offer.parser(), offer.limits().maxCommandLine(), scratch);
  }

  /** Octets of scratch space that a dialogue with this offer needs. */
  public static int scratchLength(Offer offer) {
    return Math.max(
        CommandDecoder.scratchLength(offer.limits().maxCommandLine()), offer.queued().maxLength());
  }

  /** The dialogue inside TLS after STARTTLS; this one is at its end. */
  public Dialogue encrypted(TlsFacts facts) {
    return new Dialogue(offer, carrier, tally, scratch, session.encrypted(facts));
  }

  /** Who owns the next octet. */
  public State state() {
    return session.state();
  }

  /** The client, as it is known now. */
  public Peer peer() {
    return session.peer();
  }

  /** A number that is another one after each whole command, and whenever content has come. */
  public int steps() {
    return steps;
  }

  /** Whether it waits for a timer or a verdict, and will have something to say then. */
  public boolean owesAnswer() {
    return session.judgement().owesAnswer();
  }

  /**
   * How many lines the client may have sent before it could read what was said last: any number, if
   * it does not wait for answers or was in the middle of content; one, if what was said answered
   * nothing.
   */
  public int linesAhead() {
    return ahead || session.mailing().reception().isUnfinished()
        ? Integer.MAX_VALUE
        : crossed ? 1 : 0;
  }

  /** The connection is there: greets. On a listener with implicit TLS, after the handshake. */
  public void open() {
    guard(session::open);
  }

  /** The connection is there, and the server itself turns it away. */
  public void open(Reply refusal, Ending why) {
    guard(() -> session.open(refusal, why));
  }

  /** The handshake after STARTTLS is done. */
  public void openEncrypted() {
    guard(session::openEncrypted);
  }

  /**
   * Input has come. Consumes all of it, unless the session waits for a timer or a verdict, or the
   * carrier is not ready: what is then left is the caller's to keep, until {@link #resume()} or
   * until the carrier is ready again.
   */
  public void receive(ByteBuf in) {
    try {
      int units = 0;
      while (in.isReadable()) {
        switch (session.state()) {
          case COMMANDS, AUTH -> {
            if (!carrier.isReady()) {
              return;
            }
            boolean exchange = session.state() == State.AUTH;
            Command command = exchange ? commands.response(in) : commands.decode(in);
            if (command == null) {
              return;
            }
            steps++;
            note(command, exchange);
            group(++units);
            session.command(command);
          }
          case DATA, CHUNK -> {
            if (!carrier.isReady()) {
              return;
            }
            steps++;
            session.content(in);
            units++;
          }
          case OPENING, WAITING -> {
            ahead = true;
            session.waiting();
            return;
          }
          case TLS, CLOSED -> {
            ahead = true;
            in.skipBytes(in.readableBytes());
          }
        }
      }
    } catch (RuntimeException | Error thrown) {
      session.fault(thrown);
      in.skipBytes(in.readableBytes());
    }
  }

  private void note(Command command, boolean exchange) {
    Recording recording = carrier.recording();
    if (recording != Recording.NONE) {
      overheard.note(recording, scratch, commands.lineLength(), command, exchange);
    }
  }

  /** A command behind another, or behind content, without waiting for the answer (RFC 2920). */
  private void group(int units) {
    if (units > 1 && !pipelined) {
      pipelined = true;
      ahead = true;
      tally.used(Extension.PIPELINING);
      carrier.recording().pipelined();
    }
  }

  /** The pause that the carrier was asked for is over; input that was kept is to be given again. */
  public void resume() {
    guard(session::resume);
  }

  /**
   * What {@link Carrier#await} waited for is complete; input that was kept is to be given again.
   *
   * @param verdict null if it failed
   */
  public void decided(@Nullable Verdict verdict, @Nullable Throwable failure) {
    if (verdict != null) {
      guard(() -> session.decided(verdict));
    } else {
      session.fault(failure != null ? failure : new IllegalStateException("The verdict is null"));
    }
  }

  /** Nothing came for too long. */
  public void idle() {
    crossed = true;
    guard(session::idle);
  }

  /**
   * The server goes down: says 421 as soon as no transaction is open.
   *
   * @param atOnce even in a transaction, or while a verdict waits
   */
  public void shutDown(boolean atOnce) {
    leave(Replies.SHUTTING_DOWN, Ending.SHUTDOWN, atOnce);
  }

  /**
   * Says these last words, as soon as no transaction is open, and closes.
   *
   * @param atOnce even in a transaction, or while a verdict waits
   */
  public void leave(Reply words, Ending why, boolean atOnce) {
    crossed = true;
    guard(() -> session.leave(words, why, atOnce));
  }

  /** How the session ended, or is about to. */
  public Ending ending(Ending unlessKnown) {
    return session.ending(unlessKnown);
  }

  /** The connection is gone; to be called once. */
  public void ended(Ending unlessKnown) {
    guard(() -> session.ended(unlessKnown));
  }

  private void guard(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error thrown) {
      session.fault(thrown);
    }
  }
}
