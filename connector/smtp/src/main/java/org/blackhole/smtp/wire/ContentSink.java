// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;

/** Takes message content piece by piece, dots unstuffed, in place. */
@FunctionalInterface
public interface ContentSink {

  /** Takes {@code length} octets from {@code index}; they are valid during the call only. */
  void content(ByteBuf buffer, int index, int length);
}
