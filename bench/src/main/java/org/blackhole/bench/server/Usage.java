// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of a JVM so far, from the kernel's accounts.
 *
 * @param threads nanoseconds of each thread that lives, by its id
 * @param userTicks of the whole process, ended threads included
 * @param systemTicks the same, in the kernel
 */
public record Usage(Map<String, Task> threads, long userTicks, long systemTicks) {

  /** A thread, by the name that the kernel knows: at most 15 octets of it. */
  public record Task(String name, long nanoseconds) {

    boolean collects() {
      return name.startsWith("GC Thread") || name.startsWith("G1 ") || name.equals("VM Thread");
    }

    boolean compiles() {
      return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }
  }

  /**
   * Processor time of a while, in nanoseconds.
   *
   * @param total of threads that lived at its end
   * @param system the part of it in the kernel
   * @param collector the part of the threads that collect garbage
   * @param compiler the part of the threads that compile
   */
  public record Spent(double total, double system, double collector, double compiler) {}

  public static Usage of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
      Map<String, Task> threads = new HashMap<>();
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          String time = Files.readString(task.resolve("schedstat"));
          threads.put(
              task.getFileName().toString(),
              new Task(name, Long.parseLong(time.substring(0, time.indexOf(' ')))));
        } catch (NoSuchFileException e) {
          threads.remove(task.getFileName().toString()); // it has ended
        }
      }
      String stat = Files.readString(process.resolve("stat"));
      // From the third field on, as the second may have blanks: proc(5).
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return new Usage(threads, Long.parseLong(fields.get(11)), Long.parseLong(fields.get(12)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Spent since(Usage before) {
    double total = 0;
    double collector = 0;
    double compiler = 0;
    for (Map.Entry<String, Task> entry : threads.entrySet()) {
      Task now = entry.getValue();
      Task then = before.threads.get(entry.getKey());
      double spent = now.nanoseconds - (then == null ? 0 : then.nanoseconds);
      total += spent;
      collector += now.collects() ? spent : 0;
      compiler += now.compiles() ? spent : 0;
    }
    double user = userTicks - before.userTicks;
    double system = systemTicks - before.systemTicks;
    double share = user + system == 0 ? 0 : system / (user + system);
    return new Spent(total, total * share, collector, compiler);
  }
}
