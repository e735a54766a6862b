// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that need not be here. It is looked for where an environment variable of its name says
 * ({@code EXIM4} for {@code exim4}), on the path, and where systems keep their daemons; a test is
 * skipped, by its name, if it is in none of these.
 */
record Program(String name, Path file) {

  private static final int PATIENCE_SECONDS = 60;

  /** What a run came to. */
  record Result(int status, String output) {}

  /** The program, or the test is skipped. */
  static Program require(String name) {
    Optional<Path> found = find(name);
    assumeTrue(found.isPresent(), name + " is not installed here");
    return new Program(name, found.orElseThrow());
  }

  private static Optional<Path> find(String name) {
    String set = System.getenv(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    if (set != null) {
      return Optional.of(Path.of(set));
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Some programs change user, which only root may. */
  static void requireRoot(String name) {
    assumeTrue("root".equals(System.getProperty("user.name")), name + " needs root");
  }

  /** Runs it to its end, without input. */
  Result run(String... arguments) throws IOException, InterruptedException {
    return run("", arguments);
  }

  /**
   * Runs it to its end.
   *
   * @param input in UTF-8
   */
  Result run(String input, String[] arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(name, ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It has read enough, and says itself what is wrong.
        assertThat(e).hasMessageContaining("Broken pipe");
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end: " + Files.readString(log));
      }
      return new Result(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /** Runs it to its end, which must be a good one; what it printed. */
  String succeed(String... arguments) throws IOException, InterruptedException {
    Result result = run(arguments);
    assertThat(result.status()).describedAs(result.output()).isZero();
    return result.output();
  }
}
