// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a JVM holds. */
record Jcmd(long pid) {

  /** How many objects are reachable, for each class of this name, of which each loader has one. */
  List<Integer> instances(String name) throws IOException, InterruptedException {
    // Each line: rank, objects, octets, class.
    return run("GC.class_histogram")
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length >= 4 && words[3].equals(name))
        .map(words -> Integer.valueOf(words[1]))
        .toList();
  }

  /** How many threads have names that begin like this. */
  long threads(String start) throws IOException, InterruptedException {
    return run("Thread.print").lines().filter(line -> line.startsWith('"' + start)).count();
  }

  long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    }
  }

  private String run(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
