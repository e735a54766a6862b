// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while changes are made: what was told is kept, and what is kept is whole. */
class CrashTest {

  /** For a longer run. */
  private static final int KILLS = Integer.getInteger("crash.kills", 6);

  @TempDir Path folder;

  @Test
  void afterEachKillThePolicyIsTheOldOrTheNew() throws Exception {
    Files.writeString(folder.resolve("given.json"), "{\"seed\": 0}");
    String made = "";
    String wanted = "";
    for (int kill = 0; kill < KILLS; kill++) {
      // Each of the two alone must have it.
      if (kill % 3 == 1) {
        Files.delete(folder.resolve("policy.json"));
      } else if (kill % 3 == 2) {
        Files.delete(folder.resolve("revisions.mv.db"));
      }
      Process server = start();
      try (BufferedReader said = server.inputReader()) {
        String found = expect(said, "found ");
        if (kill > 0) {
          assertThat(found).as("after kill %s", kill).isIn(made, wanted);
        }
        made = found;
        for (int change = 0; change <= kill % 5; change++) {
          wanted = expect(said, "wants ");
          made = expect(said, "made ");
        }
        // Somewhere in the next changes. By its handle, as otherwise what it said would be gone.
        assertThat(server.toHandle().destroyForcibly()).isTrue();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          if (line.startsWith("made ")) {
            made = line.substring("made ".length());
          } else if (line.startsWith("wants ")) {
            wanted = line.substring("wants ".length());
          }
        }
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingServer.class.getName(),
            folder.toString())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private String expect(BufferedReader said, String verb) throws IOException {
    String line = said.readLine();
    if (line == null || !line.startsWith(verb)) {
      throw new AssertionError(
          "expected " + verb + "not " + line + ": " + Files.readString(folder.resolve("errors")));
    }
    return line.substring(verb.length());
  }
}
