// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM of a server, seen from outside: by the kernel, by {@code jstat}, which reads what the JVM
 * shares in a file and disturbs nothing, and by {@code jcmd}, which asks it.
 */
public record Jvm(long pid) {

  /** Of {@code jcmd VM.native_memory}: memory from Unsafe, in which Netty's buffers are. */
  private static final Pattern OTHER = Pattern.compile(" Other \\(reserved=(\\d+)KB");

  public Usage usage() {
    return Usage.of(pid);
  }

  /** Octets in memory. */
  public long resident() {
    try (Stream<String> lines = Files.lines(process().resolve("status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Descriptors open. */
  public long descriptors() {
    return entries("fd");
  }

  /** Threads, those of the JVM itself included. */
  public long threads() {
    return entries("task");
  }

  private long entries(String kind) {
    try (Stream<Path> entries = Files.list(process().resolve(kind))) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path process() {
    return Path.of("/proc", Long.toString(pid));
  }

  /** The heap as it is, with what is garbage. */
  public Heap heap() {
    List<String> lines = run("jstat", "-gc", Long.toString(pid)).lines().toList();
    List<String> names = List.of(lines.get(0).strip().split(" +"));
    List<String> values = List.of(lines.get(1).strip().split(" +"));
    Map<String, Double> figures = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      // A collector has no figure for what it does not do.
      String value = values.get(i);
      figures.put(names.get(i), value.equals("-") ? 0 : Double.parseDouble(value));
    }
    return new Heap(
        kib(figures, "S0U", "S1U", "EU", "OU"),
        kib(figures, "S0C", "S1C", "EC", "OC"),
        sum(figures, "YGC", "FGC"),
        sum(figures, "YGCT", "FGCT", "CGCT"));
  }

  private static long kib(Map<String, Double> figures, String... names) {
    return Math.round(sum(figures, names) * 1024);
  }

  private static double sum(Map<String, Double> figures, String... names) {
    return Stream.of(names).mapToDouble(name -> figures.getOrDefault(name, 0.0)).sum();
  }

  /** Collects all garbage. */
  public void collect() {
    run("jcmd", Long.toString(pid), "GC.run");
  }

  /** Octets outside the heap in which buffers are; with -XX:NativeMemoryTracking=summary. */
  public long direct() {
    Matcher found = OTHER.matcher(run("jcmd", Long.toString(pid), "VM.native_memory", "summary"));
    if (!found.find()) {
      throw new IllegalStateException("The JVM tells nothing of native memory");
    }
    return Long.parseLong(found.group(1)) * 1024;
  }

  private static String run(String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (InputStream output = process.getInputStream()) {
        String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(command + ": " + text);
        }
        return text;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
