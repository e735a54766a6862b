// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Carrier;
import org.blackhole.smtp.session.Dialogue;
import org.blackhole.smtp.session.Offer;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Tally;
import org.jspecify.annotations.Nullable;

/** A line straight into the session machine, which gets what is sent in pieces of chosen sizes. */
public final class MemoryLine implements Line, Carrier {

  private final IntSupplier pieces;
  private final Recording recording;
  private final Dialogue dialogue;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private int read;
  private boolean closed;
  private @Nullable Throwable fault;

  /**
   * A line to a new session, which greets.
   *
   * @param pieces the sizes of the pieces, one after another
   */
  public MemoryLine(
      SessionSettings settings,
      Scheme scheme,
      StartTls startTls,
      Conversation conversation,
      IntSupplier pieces) {
    this(settings, scheme, startTls, conversation, pieces, Recording.NONE);
  }

  /** The same, with a recording of it. */
  public MemoryLine(
      SessionSettings settings,
      Scheme scheme,
      StartTls startTls,
      Conversation conversation,
      IntSupplier pieces,
      Recording recording) {
    this.recording = recording;
    this.pieces = pieces;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    ListenerInfo listener =
        new ListenerInfo("mx", scheme, startTls, address, settings.hostname(), Map.of());
    Peer peer =
        new Peer("0123456789abcdef", 1, listener, address, null, null, null, false, null, null);
    Offer offer = new Offer(settings, scheme, startTls);
    byte[] scratch = new byte[Dialogue.scratchLength(offer)];
    this.dialogue = new Dialogue(offer, conversation, this, new Tally(), peer, scratch);
    dialogue.open();
  }

  @Override
  public void send(byte[] octets) {
    for (int at = 0; at < octets.length; ) {
      int to = Math.min(octets.length, at + pieces.getAsInt());
      ByteBuf piece = Unpooled.copiedBuffer(Arrays.copyOfRange(octets, at, to));
      dialogue.receive(piece);
      piece.release();
      at = to;
    }
    if (fault != null) {
      throw new AssertionError("the session broke", fault);
    }
  }

  @Override
  public @Nullable String receive() {
    byte[] all = said.toByteArray();
    for (int i = read; i + 1 < all.length; i++) {
      if (all[i] == '\r' && all[i + 1] == '\n') {
        String line = new String(all, read, i - read, StandardCharsets.UTF_8);
        read = i + 2;
        return line;
      }
    }
    return closed ? null : "<nothing yet>";
  }

  /** All that the server said so far. */
  public byte[] said() {
    return said.toByteArray();
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    said.write(octets, offset, length);
  }

  @Override
  public Recording recording() {
    return recording;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void throttle(Throttle throttle) {
    throw new AssertionError("no transcript is slowed down");
  }

  @Override
  public void pause(long nanos) {
    throw new AssertionError("no transcript waits");
  }

  @Override
  public void await(CompletionStage<Verdict> later) {
    throw new AssertionError("no transcript waits");
  }

  @Override
  public void startTls(Handshake handshake) {}

  @Override
  public void close(Ending ending) {
    closed = true;
  }

  @Override
  public void reset(Ending ending) {
    closed = true;
  }

  @Override
  public void fault(Throwable thrown) {
    fault = thrown;
  }

  @Override
  public void close() {
    dialogue.ended(Ending.LOST);
  }
}
