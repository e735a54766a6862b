// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** What a recording of Flight Recorder says of the threads that do the work. */
final class Recording {

  final Shares threads = new Shares();
  final Shares self = new Shares();
  final Shares inclusive = new Shares();
  final Shares nativeCalls = new Shares();
  final Shares classes = new Shares();
  final Shares sites = new Shares();

  private final String prefix;
  private final Map<Long, long[]> heap = new HashMap<>();
  private int collections;
  private long paused;

  private Recording(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Reads it.
   *
   * @param prefix how the names of the threads begin that are looked at
   */
  static Recording read(Path file, String prefix) throws IOException {
    Recording recording = new Recording(prefix);
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        recording.take(events.readEvent());
      }
    }
    return recording;
  }

  /** Octets that the threads took from the heap, from the first to the last time it was noted. */
  long octets() {
    return heap.values().stream()
        .mapToLong(firstAndLast -> firstAndLast[1] - firstAndLast[0])
        .sum();
  }

  /** How often garbage was collected. */
  int collections() {
    return collections;
  }

  /** For how many microseconds all stood still for that. */
  long pausedMicros() {
    return paused;
  }

  private void take(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> running(event);
      case "jdk.NativeMethodSample" -> inNative(event);
      case "jdk.ObjectAllocationSample" -> allocated(event);
      case "jdk.ThreadAllocationStatistics" -> noted(event);
      case "jdk.GarbageCollection" -> {
        collections++;
        paused += event.getDuration("sumOfPauses").toNanos() / 1000;
      }
      default -> {} // of no interest here
    }
  }

  private void running(RecordedEvent event) {
    RecordedThread thread = event.getValue("sampledThread");
    threads.add(group(thread), 1);
    if (isWanted(thread)) {
      Stack stack = Stack.of(event);
      self.add(stack.top(), 1);
      inclusive.total(1);
      stack.methods().forEach(method -> inclusive.count(method, 1));
    }
  }

  /** To wait for events is a call as well, and no work. */
  private void inNative(RecordedEvent event) {
    RecordedThread thread = event.getValue("sampledThread");
    if (isWanted(thread)) {
      String top = Stack.of(event).top();
      nativeCalls.add(top.contains("Wait") ? top + " (waits)" : top, 1);
    }
  }

  private void allocated(RecordedEvent event) {
    if (isWanted(event.getThread())) {
      long octets = event.getLong("weight");
      RecordedClass type = event.getClass("objectClass");
      String name = Stack.simple(type.getName());
      classes.add(name, octets);
      sites.add(name + " at " + Stack.of(event).site(), octets);
    }
  }

  private void noted(RecordedEvent event) {
    RecordedThread thread = event.getThread("thread");
    if (isWanted(thread)) {
      long octets = event.getLong("allocated");
      long[] firstAndLast =
          heap.computeIfAbsent(thread.getJavaThreadId(), id -> new long[] {octets, octets});
      firstAndLast[0] = Math.min(firstAndLast[0], octets);
      firstAndLast[1] = Math.max(firstAndLast[1], octets);
    }
  }

  private boolean isWanted(@Nullable RecordedThread thread) {
    return thread != null && name(thread).startsWith(prefix);
  }

  /** A name without its numbers. */
  private static String group(@Nullable RecordedThread thread) {
    return thread == null ? "unknown" : name(thread).replaceAll("[-#: ]*\\d+", "");
  }

  private static String name(RecordedThread thread) {
    String name = thread.getJavaName();
    return name != null ? name : String.valueOf(thread.getOSName());
  }
}
