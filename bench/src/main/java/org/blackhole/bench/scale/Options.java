// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a run.
 *
 * @param only names of the measures; empty for all but growth
 * @param quick fewer and shorter ones, to see that it works
 * @param server the folder of Open Liberty
 * @param folder where tables and charts go
 * @param rate messages a second, where a load has a rate
 * @param rounds how often each point is measured, all in turn; the median counts
 * @param window how long, each time
 * @param messages that growth sends
 */
record Options(
    List<String> only,
    boolean quick,
    Path server,
    Path folder,
    int rate,
    int rounds,
    Duration window,
    long messages) {

  static final String USAGE =
      """
      usage: bench/scale [option value ...]
        --only NAMES      of connections,rules,recipients,sizes,heap,idle,siege,growth; all but growth by default
        --quick           one round of short windows and fewer points; to bench/target/scale
        --out FOLDER      docs/performance by default
        --server FOLDER   of Open Liberty; ear/target/liberty/wlp by default
        --rate N          messages a second, where a rate is offered; 2000
        --rounds N        measurements of each point, in turn; 3
        --seconds N       length of each; 3
        --messages N      that growth sends; 10000000
      JVM_ARGS in the environment goes to each server that is started.
      """;

  /** Thrown for arguments that are not understood; its message says why. */
  static final class WrongArgumentException extends Exception {
    private static final long serialVersionUID = 1;

    WrongArgumentException(String message) {
      super(message);
    }
  }

  static Options of(String... arguments) throws WrongArgumentException {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    boolean quick = left.remove("--quick");
    List<String> only = List.of();
    Path server = Path.of("ear/target/liberty/wlp");
    Path folder = Path.of(quick ? "bench/target/scale" : "docs/performance");
    long rate = 2000;
    long rounds = quick ? 1 : 3;
    long seconds = quick ? 1 : 3;
    long messages = quick ? 200_000 : 10_000_000;
    while (!left.isEmpty()) {
      String name = left.remove();
      String value = left.poll();
      switch (name) {
        case "--only" -> only = List.of(text(name, value).split(","));
        case "--server" -> server = Path.of(text(name, value));
        case "--out" -> folder = Path.of(text(name, value));
        case "--rate" -> rate = number(name, value);
        case "--rounds" -> rounds = number(name, value);
        case "--seconds" -> seconds = number(name, value);
        case "--messages" -> messages = number(name, value);
        default -> throw new WrongArgumentException("unknown: " + name);
      }
    }
    return new Options(
        only,
        quick,
        server.toAbsolutePath(),
        folder,
        (int) rate,
        (int) rounds,
        Duration.ofSeconds(seconds),
        messages);
  }

  private static String text(String name, @Nullable String value) throws WrongArgumentException {
    if (value == null) {
      throw new WrongArgumentException(name + " takes a value");
    }
    return value;
  }

  private static long number(String name, @Nullable String value) throws WrongArgumentException {
    String text = text(name, value);
    if (!text.matches("[1-9][0-9]{0,9}")) {
      throw new WrongArgumentException(name + " takes a number above zero, not " + text);
    }
    return Long.parseLong(text);
  }
}
