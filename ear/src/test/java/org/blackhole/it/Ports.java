// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The ports of a server under test, on loopback. */
record Ports(int mx, int smtps, int submission, int http, int https) {

  // Below what the system gives to outgoing connections: those must not take a port before its
  // server does, and one that asks whether a server is there must not meet itself.
  private static final int FIRST = 3_000;
  private static final int LAST = Math.max(FIRST + 1000, Math.min(30_000, firstOutgoing()));
  private static final int TRIES = 1000;

  static final Ports NONE = new Ports(0, 0, 0, 0, 0);

  /** Tests run in several JVMs at once: of what is free, each takes what the others do not. */
  private static final int FORKS = Integer.getInteger("it.forks", 1);

  private static final int FORK = Integer.getInteger("it.fork", 1) % FORKS;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** Ports that nobody uses, and that nobody else here was given. */
  static Ports free() {
    List<Integer> ports = free(5);
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
  }

  static List<Integer> free(int count) {
    return IntStream.range(0, count).map(i -> one()).boxed().toList();
  }

  private static int firstOutgoing() {
    try (Scanner range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), UTF_8)) {
      return range.nextInt();
    } catch (IOException unknown) {
      return 32_768;
    }
  }

  private static int one() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (port % FORKS == FORK && isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port found");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }

  /** As the environment of a server. */
  Map<String, String> environment() {
    return Map.of(
        "SMTP_PORT", Integer.toString(mx),
        "SMTPS_PORT", Integer.toString(smtps),
        "SUBMISSION_PORT", Integer.toString(submission),
        "HTTP_PORT", Integer.toString(http),
        "HTTPS_PORT", Integer.toString(https));
  }
}
