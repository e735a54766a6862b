// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/security.md}: whatever it says is shown by a test is. */
class SecurityPageTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path TRANSCRIPTS =
      PROJECT.resolve("connector/smtp/src/test/resources/transcripts");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,}");
  private static final Pattern METHOD =
      Pattern.compile(
          "@(Test|ParameterizedTest|FuzzTest|RepeatedTest|TestFactory)\\b.*?\\bvoid (\\w+)\\(",
          Pattern.DOTALL);

  /** A row: its first cell, and what the last names. */
  private record Row(String failure, List<String> tests) {}

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String line : Documents.read(Documents.DOCS.resolve("security.md")).lines().toList()) {
      String[] cells = line.split("(?<!\\\\)\\|", -1);
      if (cells.length == 6 && !cells[1].isBlank() && !cells[1].matches(" known as |---")) {
        rows.add(
            new Row(
                cells[1].strip(),
                CODE.matcher(cells[4]).results().map(code -> code.group(1)).toList()));
      }
    }
    return rows;
  }

  /** The methods that JUnit runs, by class. */
  private static Map<String, List<String>> tests() throws IOException {
    Map<String, List<String>> tests = new HashMap<>();
    try (Stream<Path> files = Files.walk(PROJECT)) {
      for (Path file : files.filter(SecurityPageTest::isTest).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        Matcher method = METHOD.matcher(Documents.read(file));
        while (method.find()) {
          tests.computeIfAbsent(type, same -> new ArrayList<>()).add(method.group(2));
        }
      }
    }
    return tests;
  }

  private static boolean isTest(Path file) {
    return file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java");
  }

  @Test
  void everyRowNamesTestsThatThereAre() throws IOException {
    Map<String, List<String>> tests = tests();
    List<String> transcripts =
        Documents.read(TRANSCRIPTS.resolve("index")).lines().map(String::strip).toList();
    SoftAssertions softly = new SoftAssertions();
    for (Row row : rows()) {
      softly.assertThat(row.tests()).as(row.failure()).isNotEmpty();
      for (String test : row.tests()) {
        int dot = test.indexOf('.');
        if (Character.isUpperCase(test.charAt(0))) {
          softly
              .assertThat(tests.getOrDefault(test.substring(0, dot), List.of()))
              .as(row.failure())
              .contains(test.substring(dot + 1));
        } else {
          softly.assertThat(transcripts).as(row.failure()).contains(test);
          softly.assertThat(TRANSCRIPTS.resolve(test + ".txt")).as(row.failure()).isRegularFile();
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void everyFailureStandsInOneRow() {
    List<String> numbers =
        rows().stream()
            .flatMap(row -> CVE.matcher(row.failure()).results().map(MatchResult::group))
            .toList();

    assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThan(40);
  }

  /** A word that only looks like the name of a test must not count as one. */
  @Test
  void testsAreFoundByTheirNames() throws IOException {
    assertThat(tests().get("SecurityPageTest"))
        .containsExactly(
            "everyRowNamesTestsThatThereAre",
            "everyFailureStandsInOneRow",
            "testsAreFoundByTheirNames");
  }
}
