// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a fuzzer gave: four octets that choose settings and the sizes of pieces, then octets to
 * decode as they are.
 */
final class FuzzInput {

  private static final int SETTINGS = 2;
  private static final int HEAD = 4;

  private final byte[] head;
  private final byte[] octets;

  FuzzInput(byte[] raw) {
    this.head = Arrays.copyOf(raw, HEAD);
    this.octets = Arrays.copyOfRange(raw, Math.min(HEAD, raw.length), raw.length);
  }

  /** An input in these settings, in pieces of 3 and 7 octets. */
  static byte[] of(int first, int second, String latin1) {
    byte[] octets = latin1.getBytes(StandardCharsets.ISO_8859_1);
    byte[] raw = new byte[HEAD + octets.length];
    raw[0] = (byte) first;
    raw[1] = (byte) second;
    raw[2] = 3;
    raw[3] = 7;
    System.arraycopy(octets, 0, raw, HEAD, octets.length);
    return raw;
  }

  /** One of so many settings, by the first octet. */
  int first(int of) {
    return (head[0] & 0xff) % of;
  }

  /** One of so many other settings, by the second octet. */
  int second(int of) {
    return (head[1] & 0xff) % of;
  }

  byte[] octets() {
    return octets.clone();
  }

  /** Each octet a character. */
  String latin1() {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Each octet a character, or UTF-8 as far as it is, by the first octet. */
  String text() {
    return first(2) == 0 ? latin1() : new String(octets, StandardCharsets.UTF_8);
  }

  /** In one piece, octet by octet, in pieces of the sizes given, and those the other way round. */
  List<List<byte[]>> splits() {
    int a = Math.max(1, head[SETTINGS] & 0xff);
    int b = Math.max(1, head[SETTINGS + 1] & 0xff);
    return List.of(cut(octets.length, 1), cut(1, 1), cut(a, b), cut(b, a));
  }

  private List<byte[]> cut(int first, int second) {
    List<byte[]> pieces = new ArrayList<>();
    int size = first;
    for (int at = 0; at < octets.length; ) {
      int to = Math.min(octets.length, at + size);
      pieces.add(Arrays.copyOfRange(octets, at, to));
      at = to;
      size = size == first ? second : first;
    }
    return pieces;
  }

  /** Decodes in each split and wants one result; returns it. */
  <T> T inEverySplit(Function<List<byte[]>, T> decode) {
    List<List<byte[]>> splits = splits();
    T whole = decode.apply(splits.get(0));
    for (List<byte[]> split : splits.subList(1, splits.size())) {
      assertThat(decode.apply(split)).isEqualTo(whole);
    }
    return whole;
  }

  /**
   * A piece as it may lie in a buffer: with octets before and behind it that are none of the
   * decoder's business.
   */
  static ByteBuf buffer(byte[] piece) {
    ByteBuf buffer = Unpooled.buffer(piece.length + 7);
    buffer.writeBytes(new byte[] {'\r', '\n'}).skipBytes(2);
    buffer.writeBytes(piece);
    int end = buffer.writerIndex();
    buffer.writeBytes(new byte[] {'\n', '.', '\r', '\n'}).writerIndex(end);
    return buffer;
  }
}
