// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of this very JVM. */
class RecordingTest {

  private static final int OCTETS = 1 << 20;
  private static final int TIMES = 200;

  @TempDir Path folder;

  private final AtomicInteger octets = new AtomicInteger();

  /** What is taken from the heap. */
  private static final class Letterhead {
    private final byte[] octets = new byte[OCTETS];
  }

  private void allocate() {
    for (int i = 0; i < TIMES; i++) {
      octets.addAndGet(new Letterhead().octets.length);
    }
  }

  @Test
  void whatAThreadTookFromTheHeapIsFoundByClassAndLine() throws Exception {
    FlightRecorder recorder = new FlightRecorder(ProcessHandle.current().pid(), folder);
    recorder.start();
    Thread worker = new Thread(this::allocate, "worker-1");
    worker.start();
    worker.join();
    Recording recording = read(recorder.stop(), "worker");

    assertThat(recording.classes.table("Classes", 9, 0, "")).contains("  byte[]");
    assertThat(recording.sites.table("Sites", 9, 0, ""))
        .containsPattern("RecordingTest[$]Letterhead[.]<init>:\\d+");
    assertThat(recording.classes.total()).isGreaterThan(octets.get() / 2);
  }

  @Test
  void otherThreadsAreLeftOut() throws Exception {
    FlightRecorder recorder = new FlightRecorder(ProcessHandle.current().pid(), folder);
    recorder.start();
    allocate();

    assertThat(read(recorder.stop(), "worker").classes.total()).isZero();
  }

  private static Recording read(Path file, String prefix) throws IOException {
    return Recording.read(file, prefix);
  }
}
