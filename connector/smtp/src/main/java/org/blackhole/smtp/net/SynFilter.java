// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.channel.Channel;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Has Linux drop what asks a listening socket for another connection (a SYN, RFC 9293 3.5). Those
 * whose handshake is under way get in, and so do those that wait to be taken: what {@code listen}
 * with a smaller backlog cannot do.
 */
final class SynFilter {

  // The same on each architecture that has a native transport.
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;

  private static final short LENGTH = 4;
  private static final int INSTRUCTION = 8;
  private static final int LOAD_OCTET = 0x30;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;

  private static final int FLAGS = 13;
  private static final int SYN = 2;

  private SynFilter() {}

  /** Whether that could be done to this socket, which stays so. */
  static boolean attach(Channel listening) {
    if (!(listening instanceof UnixChannel unix && unix.fd() instanceof Socket socket)) {
      return false;
    }
    ByteBuffer words = ByteBuffer.allocateDirect(LENGTH * INSTRUCTION + 2 * Long.BYTES);
    words.order(ByteOrder.nativeOrder());
    instruction(words, LOAD_OCTET, 0, FLAGS);
    instruction(words, JUMP_IF_SET, 1, SYN);
    instruction(words, RETURN, 0, 0);
    instruction(words, RETURN, 0, -1);
    // What the option takes: how many there are, and, aligned, where.
    words.putLong(words.position() + Long.BYTES, Buffer.memoryAddress(words));
    words.putShort(words.position(), LENGTH);
    try {
      socket.setRawOpt(SOL_SOCKET, SO_ATTACH_FILTER, words);
      return true;
    } catch (IOException notHere) {
      return false;
    }
  }

  /**
   * One instruction of the packet filter.
   *
   * @param orElse how many instructions are left out where a jump's condition does not hold
   */
  private static void instruction(ByteBuffer words, int code, int orElse, int operand) {
    words.putShort((short) code).put((byte) 0).put((byte) orElse).putInt(operand);
  }
}
