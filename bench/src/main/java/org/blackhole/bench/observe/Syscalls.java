// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command {@code bench/syscalls}: counts the system calls that the event loops of a running
 * server make for a message, and for a connection.
 */
public final class Syscalls {

  private static final String USAGE = "usage: bench/syscalls PID PORT [MESSAGES]";
  private static final String THREADS = "smtp";
  private static final int MESSAGES = 5_000;

  private final PrintStream out;
  private final Strace strace;
  private final Sender sender;
  private final int messages;

  private Syscalls(PrintStream out, Strace strace, Sender sender, int messages) {
    this.out = out;
    this.strace = strace;
    this.sender = sender;
    this.messages = messages;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 2) {
      System.out.println(USAGE);
      System.exit(2);
    }
    if (!Strace.isThere()) {
      System.out.println("Nothing was counted: there is no strace here.");
      return;
    }
    new Syscalls(
            System.out,
            new Strace(Long.parseLong(arguments[0]), THREADS),
            new Sender(Integer.parseInt(arguments[1]), List.of()),
            arguments.length > 2 ? Integer.parseInt(arguments[2]) : MESSAGES)
        .run();
  }

  private void run() throws IOException, InterruptedException {
    Map<String, Long> reused = strace.during(() -> sender.send(messages, true));
    Map<String, Long> own = strace.during(() -> sender.send(messages, false));
    out.printf("%,d messages on 10 connections, and %<,d on one each%n%n", messages);
    out.println("calls for a      message    message with its    connection");
    out.println("                            own connection");
    Set<String> names = new TreeSet<>(reused.keySet());
    names.addAll(own.keySet());
    for (String name : names) {
      print(name, reused.getOrDefault(name, 0L), own.getOrDefault(name, 0L));
    }
    print("all", sum(reused), sum(own));
  }

  private void print(String name, long reused, long own) {
    out.printf(
        Locale.ROOT,
        "%-14s %9.3f %19.3f %13.3f%n",
        name,
        reused / (double) messages,
        own / (double) messages,
        (own - reused) / (double) messages);
  }

  private static long sum(Map<String, Long> calls) {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }
}
