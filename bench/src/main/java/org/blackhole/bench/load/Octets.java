// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** What every connection of a load sends, made once, outside the heap. */
final class Octets implements AutoCloseable {

  /**
   * What is sent in one write.
   *
   * @param replies how many come
   * @param code of the last of them; of the others it is 250
   */
  record Step(ByteBuf octets, int replies, int code) {}

  private static final String HEADERS =
      """
      From: Load <a@lab.example>
      To: Sink <b@lab.example>
      Date: Sat, 21 Nov 2026 09:00:00 +0000
      Message-Id: <1.load@lab.example>
      Subject: one of many

      """
          .replace("\n", "\r\n");

  private static final String LINE = "X".repeat(76) + "\r\n";
  private static final String SENDER = "MAIL FROM:<a@lab.example>\r\n";

  final ByteBuf hello = direct("EHLO load.example\r\n");
  final ByteBuf quit = direct("QUIT\r\n");
  private final List<Step> transaction = new ArrayList<>();

  Octets(Load load) {
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < load.recipients(); i++) {
      recipients.add("RCPT TO:<b" + (i == 0 ? "" : i) + "@lab.example>\r\n");
    }
    if (load.pipelined()) {
      String all = SENDER + String.join("", recipients) + "DATA\r\n";
      transaction.add(new Step(direct(all), recipients.size() + 2, 354));
    } else {
      transaction.add(new Step(direct(SENDER), 1, 250));
      recipients.forEach(each -> transaction.add(new Step(direct(each), 1, 250)));
      transaction.add(new Step(direct("DATA\r\n"), 1, 354));
    }
    transaction.add(new Step(message(load.size()), 1, 250));
  }

  int steps() {
    return transaction.size();
  }

  Step step(int number) {
    return transaction.get(number);
  }

  /** A message of that size, with the dot that ends it; one that is small has a header cut off. */
  private static ByteBuf message(int size) {
    String headers = size >= HEADERS.length() + 2 ? HEADERS : "Subject: small\r\n\r\n";
    ByteBuf octets = Unpooled.directBuffer(size + 3);
    octets.writeCharSequence(headers, US_ASCII);
    int left = size - headers.length();
    byte[] line = LINE.getBytes(US_ASCII);
    while (left > line.length + 2) {
      octets.writeBytes(line);
      left -= line.length;
    }
    octets.writeCharSequence("Y".repeat(Math.max(left - 2, 0)) + "\r\n.\r\n", US_ASCII);
    return octets;
  }

  private static ByteBuf direct(String text) {
    ByteBuf octets = Unpooled.directBuffer(text.length());
    octets.writeCharSequence(text, US_ASCII);
    return octets;
  }

  @Override
  public void close() {
    hello.release();
    quit.release();
    transaction.forEach(step -> step.octets().release());
  }
}
