// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy's language, sentence by sentence: examples in {@code src/test/resources/policy}. */
class ContractTest {

  private static final Path FOLDER = Path.of("src", "test", "resources", "policy");

  @ParameterizedTest
  @MethodSource("examples")
  void theExampleHolds(Example example) {
    new ExampleRun(example).run();
  }

  @Test
  void everyExampleHasATitleOfItsOwn() {
    assertThat(examples().map(Example::title)).isNotEmpty().doesNotHaveDuplicates();
  }

  static Stream<Example> examples() {
    List<Example> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".txt")) {
          all.addAll(Example.parse(file.getFileName().toString(), Files.readAllLines(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.stream();
  }
}
