// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.transcript.SocketLine;

/** Sessions for the console to show. */
final class ConsoleMail {

  private ConsoleMail() {}

  static SocketLine open(int port) throws IOException {
    SocketLine line =
        SocketLine.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Smtp.reply(line);
    Smtp.say(line, "EHLO client.example");
    return line;
  }

  /** One message to all of these that are taken; the answers to RCPT, and that to the message. */
  static List<String> say(int port, String... recipients) throws IOException {
    return from(port, "a@client.example", recipients);
  }

  static List<String> from(int port, String sender, String... recipients) throws IOException {
    List<String> answers = new ArrayList<>();
    try (SocketLine line = open(port)) {
      Smtp.say(line, "MAIL FROM:<" + sender + ">");
      boolean taken = false;
      for (String recipient : recipients) {
        String answer = Smtp.say(line, "RCPT TO:<" + recipient + ">");
        taken |= answer.startsWith("250");
        answers.add(answer);
      }
      if (taken) {
        Smtp.say(line, "DATA");
        answers.add(Smtp.say(line, "Subject: hello\r\n\r\nInto the void.\r\n."));
      }
      Smtp.say(line, "QUIT");
    }
    return answers;
  }
}
