// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.transcript.SocketLine;
import org.jspecify.annotations.Nullable;

/** A message as it is handed to a relay by SMTP, which then brings it to the engine. */
final class Handover {

  private final String mail;
  private final List<String> recipients = new ArrayList<>();
  private String content = "Subject: hello\r\n\r\nHello\r\n";

  private Handover(String mail) {
    this.mail = mail;
  }

  /**
   * From a sender.
   *
   * @param parameters such as {@code BODY=8BITMIME}
   */
  static Handover from(String sender, String... parameters) {
    return new Handover("MAIL FROM:<" + sender + ">" + parameters(parameters));
  }

  Handover to(String recipient, String... parameters) {
    recipients.add("RCPT TO:<" + recipient + ">" + parameters(parameters));
    return this;
  }

  private static String parameters(String... parameters) {
    return parameters.length == 0 ? "" : " " + String.join(" ", parameters);
  }

  /**
   * @param lines of header section and body, none of which begins with a dot that is not doubled
   */
  Handover saying(String... lines) {
    content = String.join("\r\n", lines) + "\r\n";
    return this;
  }

  /** The commands in order, without the greeting's. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    commands.add(mail);
    commands.addAll(recipients);
    commands.add("DATA");
    commands.add(content + ".");
    commands.add("QUIT");
    return commands;
  }

  /** Hands it over; each command must be answered with yes. */
  void toPort(int port) throws IOException {
    InetSocketAddress relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (SocketLine line = SocketLine.plain(relay)) {
      requireYes("connecting", reply(line));
      say(line, "EHLO client.example");
      for (String command : commands()) {
        say(line, command);
      }
    }
  }

  private static void say(SocketLine line, String command) throws IOException {
    line.send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    requireYes(command, reply(line));
  }

  private static void requireYes(String command, @Nullable String reply) {
    if (reply == null || reply.charAt(0) > '3') {
      throw new AssertionError(command + " was answered with " + reply);
    }
  }

  private static @Nullable String reply(SocketLine line) throws IOException {
    String reply = line.receive();
    while (reply != null && reply.startsWith("-", 3)) {
      reply = line.receive();
    }
    return reply;
  }

  /** Whether somebody listens there, on loopback. */
  static boolean isTaken(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException free) {
      return false;
    }
  }
}
