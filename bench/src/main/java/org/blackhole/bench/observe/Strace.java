// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts the system calls of some threads of a process. */
final class Strace {

  private static final String PROGRAM = "strace";

  private final List<String> threads;

  /**
   * On a process.
   *
   * @param prefix how the names of the threads begin
   */
  Strace(long pid, String prefix) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith(prefix)) {
          found.add(task.getFileName().toString());
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException("Process " + pid + " has no thread named " + prefix + "*");
    }
    threads = List.copyOf(found);
  }

  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(PROGRAM, "-V")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** What may take its time. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** How often each call was made meanwhile. */
  Map<String, Long> during(Work work) throws IOException, InterruptedException {
    Path summary = Files.createTempFile("blackhole-strace", ".txt");
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-c", "-o", summary.toString()));
    for (String thread : threads) {
      command.addAll(List.of("-p", thread));
    }
    Process strace = new ProcessBuilder(command).start();
    try (BufferedReader said = strace.errorReader()) {
      // "strace: Process 123 attached", for each of them
      for (int i = 0; i < threads.size(); i++) {
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
          throw new IOException("strace does not count: " + line);
        }
      }
      work.run();
    } finally {
      strace.destroy(); // on which it lets go, and writes
      strace.waitFor();
    }
    return read(Files.readAllLines(summary));
  }

  /** The lines of {@code strace -c}: share, seconds, microseconds a call, calls, errors, name. */
  static Map<String, Long> read(List<String> lines) {
    Map<String, Long> calls = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", -1);
      boolean counts = words.length >= 5 && Character.isDigit(words[0].charAt(0));
      String name = words[words.length - 1];
      if (counts && !name.equals("total")) {
        calls.put(name, Long.parseLong(words[3]));
      }
    }
    return calls;
  }
}
