// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.session;

import io.netty.buffer.ByteBuf;
import org.blackhole.bench.Reads;

/**
 * A message of 1 KiB, in the pieces that a client sends: one command after the other, or all of
 * them at once.
 */
record Letter(ByteBuf mail, ByteBuf rcpt, ByteBuf data, ByteBuf envelope, ByteBuf content) {

  private static final int SIZE = 1024;

  /** One of many that differ a little. */
  static Letter number(int number) {
    String mail = "MAIL FROM:<alice" + number + "@example.test>\r\n";
    String rcpt = "RCPT TO:<bob" + number + "@lab.example>\r\n";
    String data = "DATA\r\n";
    return new Letter(
        Reads.of(mail),
        Reads.of(rcpt),
        Reads.of(data),
        Reads.of(mail + rcpt + data),
        Reads.of(content(number)));
  }

  private static String content(int number) {
    StringBuilder text = new StringBuilder();
    text.append("From: Alice <alice").append(number).append("@example.test>\r\n");
    text.append("To: Bob <bob").append(number).append("@lab.example>\r\n");
    text.append("Date: Sat, 21 Nov 2026 09:00:00 +0000 (UTC)\r\n");
    text.append("Message-Id: <").append(number).append(".20261121@example.test>\r\n");
    text.append("Subject: Minutes of the meeting no. ").append(number).append("\r\n\r\n");
    while (text.length() < SIZE) {
      text.append("X".repeat(Math.min(80, SIZE - text.length()))).append("\r\n");
    }
    return text.append(".\r\n").toString();
  }

  void release() {
    mail.release();
    rcpt.release();
    data.release();
    envelope.release();
    content.release();
  }
}
