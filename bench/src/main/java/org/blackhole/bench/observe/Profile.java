// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code bench/profile}: records a running server for some seconds, and says where its
 * time went and what it took from the heap.
 */
public final class Profile {

  private static final String USAGE =
      """
      usage: bench/profile PID [SECONDS [PORT [OPTION OF smtp-source]...]]
             bench/profile FILE.jfr
      With a PORT it sends mail there while it records, and says what a message costs.""";

  private static final String THREADS = "smtp";
  private static final int ROWS = 30;

  private final PrintStream out;

  private Profile(PrintStream out) {
    this.out = out;
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Profile profile = new Profile(System.out);
    List<String> given = Arrays.asList(arguments);
    if (given.isEmpty()) {
      System.out.println(USAGE);
      System.exit(2);
    } else if (given.get(0).endsWith(".jfr")) {
      profile.print(Recording.read(Path.of(given.get(0)), ""), 0, 0);
    } else {
      long pid = Long.parseLong(given.get(0));
      int seconds = given.size() > 1 ? Integer.parseInt(given.get(1)) : 20;
      if (given.size() > 2) {
        profile.send(
            pid,
            seconds,
            new Sender(Integer.parseInt(given.get(2)), given.subList(3, given.size())));
      } else {
        profile.watch(pid, seconds);
      }
    }
  }

  private void watch(long pid, int seconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("blackhole-profile");
    FlightRecorder recorder = new FlightRecorder(pid, folder);
    recorder.start();
    ProcessHandle process = process(pid);
    process.onExit().completeOnTimeout(process, seconds, TimeUnit.SECONDS).join();
    print(Recording.read(recorder.stop(), THREADS), 0, 0);
  }

  private void send(long pid, int seconds, Sender sender) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("blackhole-profile");
    FlightRecorder recorder = new FlightRecorder(pid, folder);
    recorder.start();
    Duration before = cpu(pid);
    long messages = sender.forSeconds(seconds);
    double micros = cpu(pid).minus(before).toNanos() / 1e3 / messages;
    print(Recording.read(recorder.stop(), THREADS), messages, micros);
  }

  private static Duration cpu(long pid) {
    return process(pid).info().totalCpuDuration().orElseThrow();
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalArgumentException("There is no process " + pid));
  }

  /** All figures; those for a message only where messages were counted. */
  private void print(Recording recording, long messages, double micros) {
    double octets = messages == 0 ? 0 : recording.octets() / (double) messages;
    if (messages > 0) {
      out.printf(Locale.ROOT, "%,d messages; for each%n", messages);
      out.printf(Locale.ROOT, "  %8.2f us of CPU, the recording included%n", micros);
      out.printf(Locale.ROOT, "  %8.0f octets of heap, taken by threads %s*%n", octets, THREADS);
    }
    out.printf(
        Locale.ROOT,
        "%,d collections of garbage, %,d us of pauses%n",
        recording.collections(),
        recording.pausedMicros());
    out.printf(
        Locale.ROOT,
        "%,d samples of Java code, %,d of native code%n",
        recording.self.total(),
        recording.nativeCalls.total());
    out.print(recording.threads.table("Threads that run Java code", 10, 0, ""));
    out.print(recording.self.table("Hottest methods by themselves", ROWS, 0, ""));
    out.print(recording.inclusive.table("Hottest methods with what they call", ROWS, 0, ""));
    out.print(recording.nativeCalls.table("Native methods", 10, 0, ""));
    out.print(recording.classes.table("Heap by class", ROWS, octets, "octets"));
    out.print(recording.sites.table("Heap by site", ROWS, octets, "octets"));
  }
}
