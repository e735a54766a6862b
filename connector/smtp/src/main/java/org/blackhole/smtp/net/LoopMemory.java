// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one event loop use in turn: into {@code commands} and {@code content}
 * they read, and in {@code words} they gather what they say. So a connection that waits owns no
 * buffer, and a message needs no new one. Used on that loop only.
 */
final class LoopMemory {

  /** A message's envelope with a hundred recipients; what a turn has no time for is kept. */
  static final int COMMANDS = 4_096;

  /**
   * Few system calls for a large message; and no more, as what comes behind it is kept if its
   * answer has to wait.
   */
  static final int CONTENT = 65_536;

  static final int WORDS = 16_384;

  private final ByteBuf commands;
  private final ByteBuf content;
  private final ByteBuf words;
  private @Nullable Outbox speaker;

  LoopMemory() {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    commands = allocator.directBuffer(COMMANDS, COMMANDS);
    content = allocator.directBuffer(CONTENT, CONTENT);
    words = allocator.directBuffer(WORDS, WORDS);
  }

  /** Where commands are read into, empty; or null while somebody has kept it. */
  @Nullable ByteBuf commands() {
    return lent(commands);
  }

  /** Where content is read into, empty; or null while somebody has kept it. */
  @Nullable ByteBuf content() {
    return lent(content);
  }

  private static @Nullable ByteBuf lent(ByteBuf buffer) {
    return buffer.refCnt() == 1 ? buffer.retain().clear() : null;
  }

  /** Where this one gathers what it says; what another one has left there is sent first. */
  ByteBuf words(Outbox outbox) {
    Outbox last = speaker;
    if (last != outbox) {
      if (last != null) {
        last.flush();
      }
      speaker = outbox;
    }
    return words;
  }

  /** The words gathered by this one, or null if there are none. */
  @Nullable ByteBuf said(Outbox outbox) {
    return speaker == outbox && words.isReadable() ? words : null;
  }

  /** Drops what this one has gathered. */
  void forget(Outbox outbox) {
    if (speaker == outbox) {
      words.clear();
      speaker = null;
    }
  }

  /** Once no connection is left. */
  void free() {
    commands.release();
    content.release();
    words.release();
  }
}
