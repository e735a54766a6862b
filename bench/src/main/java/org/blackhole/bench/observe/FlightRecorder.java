// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Flight Recorder in another JVM, by {@code jcmd}. */
final class FlightRecorder {

  private static final String NAME = "blackhole-profile";

  private static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
        <event name="jdk.NativeMethodSample">
          <setting name="enabled">true</setting>
          <setting name="period">1 ms</setting>
        </event>
        <event name="jdk.ObjectAllocationSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">1000/s</setting>
          <setting name="stackTrace">true</setting>
        </event>
        <event name="jdk.ThreadAllocationStatistics">
          <setting name="enabled">true</setting>
          <setting name="period">everyChunk</setting>
        </event>
        <event name="jdk.GarbageCollection">
          <setting name="enabled">true</setting>
          <setting name="threshold">0 ms</setting>
        </event>
      </configuration>
      """;

  private final long pid;
  private final Path folder;

  FlightRecorder(long pid, Path folder) {
    this.pid = pid;
    this.folder = folder;
  }

  void start() throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("profile.jfc"), SETTINGS);
    jcmd("JFR.start", "name=" + NAME, "settings=" + settings);
  }

  /** Ends it; the file with all that was recorded. */
  Path stop() throws IOException, InterruptedException {
    Path file = folder.resolve("profile.jfr");
    jcmd("JFR.stop", "name=" + NAME, "filename=" + file);
    return file;
  }

  private void jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("jcmd", Long.toString(pid)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0 || !Files.exists(folder)) {
      throw new IOException(String.join(" ", command) + " failed: " + said);
    }
  }
}
