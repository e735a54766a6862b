// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Octets of ASCII read as a text where they lie; used over and over, for one text each. */
final class FieldText implements CharSequence {

  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
  private int from;
  private int to;

  /** These octets from now on. */
  FieldText at(ByteBuf buffer, int from, int to) {
    this.buffer = buffer;
    this.from = from;
    this.to = to;
    return this;
  }

  /** None from now on. */
  void clear() {
    at(Unpooled.EMPTY_BUFFER, 0, 0);
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    if (index < 0 || index >= to - from) {
      throw new StringIndexOutOfBoundsException(index);
    }
    return (char) buffer.getByte(from + index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Override
  public String toString() {
    return buffer.toString(from, to - from, StandardCharsets.US_ASCII);
  }
}
