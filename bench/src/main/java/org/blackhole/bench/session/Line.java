// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Throttle;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Carrier;

/** Carries a session to nobody: what is said is copied to memory, as to be sent, and is gone. */
final class Line implements Carrier {

  private final ByteBuf said = ByteBufAllocator.DEFAULT.directBuffer(1024);
  private int octets;
  private Recording recording = Recording.NONE;

  /** From now on this takes down what happens. */
  void record(Recording recording) {
    this.recording = recording;
  }

  @Override
  public Recording recording() {
    return recording;
  }

  /** The octets said since this was last called. */
  int flush() {
    int flushed = octets;
    octets = 0;
    return flushed;
  }

  /** What was said last. */
  String lastWords() {
    return said.toString(StandardCharsets.US_ASCII);
  }

  void release() {
    said.release();
  }

  @Override
  public void write(byte[] reply, int offset, int length) {
    said.clear().writeBytes(reply, offset, length);
    octets += length;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void throttle(Throttle throttle) {
    throw new IllegalStateException("nobody is slowed down");
  }

  @Override
  public void pause(long nanos) {
    throw new IllegalStateException("nobody waits");
  }

  @Override
  public void await(CompletionStage<Verdict> later) {
    throw new IllegalStateException("nobody waits");
  }

  @Override
  public void startTls(Handshake handshake) {
    throw new IllegalStateException("nobody asks for TLS");
  }

  @Override
  public void close(Ending ending) {}

  @Override
  public void reset(Ending ending) {
    throw new IllegalStateException("nobody is cut off");
  }

  @Override
  public void fault(Throwable thrown) {
    throw new IllegalStateException("the session broke", thrown);
  }
}
