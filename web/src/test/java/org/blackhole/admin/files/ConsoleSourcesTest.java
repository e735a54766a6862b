// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the console's files may hold. */
class ConsoleSourcesTest {

  static final Path ROOT = Path.of("src/main/webapp");

  private static final Path VENDOR = ROOT.resolve("app/vendor");
  private static final int FIRST_PAINT = 100_000;
  private static final int LINES = 350;

  /** What reads text as markup or as a script. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc"
              + "|setHTML|document\\.write|\\beval\\s*\\(|new Function|javascript:"
              + "|setTimeout\\(\\s*['\"`]");

  private static final Pattern STATIC_IMPORT =
      Pattern.compile(
          "^(?:import|export)\\b[^;]*?from '([^']+)';|^import '([^']+)';", Pattern.MULTILINE);
  private static final Pattern DYNAMIC_IMPORT = Pattern.compile("import\\('([^']+)'\\)");
  private static final Pattern LOADED =
      Pattern.compile("(?:src|href)=\"([^\"#]+\\.(?:js|css|svg))\"");

  @Test
  void textEntersThePageAsTextAlone() throws IOException {
    for (Path file : own(".js")) {
      assertThat(read(file)).as(file.toString()).doesNotContainPattern(MARKUP);
    }
  }

  @Test
  void nothingIsInLineAsThePolicyForContentForbidsIt() throws IOException {
    for (Path file : own(".html")) {
      assertThat(read(file))
          .as(file.toString())
          .doesNotContainPattern("<style|\\sstyle=|<script(?![^>]*\\ssrc=)|\\son\\w+=");
    }
    for (Path file : own(".js")) {
      assertThat(read(file)).as(file.toString()).doesNotContainPattern("\\bstyle: |'style',");
    }
  }

  @Test
  void nothingLeadsToAnotherOrigin() throws IOException {
    Pattern elsewhere = Pattern.compile("(?:src|href|url|import|fetch)\\W{1,4}(?:https?:)?//");
    for (Path file : own(".js", ".css", ".html", ".svg")) {
      assertThat(read(file)).as(file.toString()).doesNotContainPattern(elsewhere);
    }
  }

  @Test
  void everyFileIsShortAndSaysItsLicence() throws IOException {
    for (Path file : own(".js", ".css")) {
      List<String> lines = Files.readAllLines(file, UTF_8);
      assertThat(lines).as(file.toString()).hasSizeLessThan(LINES);
      assertThat(lines.get(0)).as(file.toString()).contains("SPDX-License-Identifier: Apache-2.0");
    }
  }

  @Test
  void everyImportIsThere() throws IOException {
    for (Path file : own(".js")) {
      for (Path imported : imports(file, STATIC_IMPORT, DYNAMIC_IMPORT)) {
        assertThat(imported).as("imported by " + file).isRegularFile();
      }
    }
  }

  @Test
  void everyFileIsReachedFromTheStartPage() throws IOException {
    assertThat(reached(STATIC_IMPORT, DYNAMIC_IMPORT)).containsAll(own(".js", ".css"));
  }

  /** The start page, all it loads, and the overview, uncompressed. */
  @Test
  void theFirstPaintTakesLessThanAHundredKilobytes() throws IOException {
    long octets = Files.size(ROOT.resolve("index.html"));
    Set<Path> files = reached(STATIC_IMPORT);
    files.addAll(closure(ROOT.resolve("app/pages/overview.js"), STATIC_IMPORT));
    for (Path file : files) {
      octets += Files.size(file);
    }
    assertThat(files).hasSizeGreaterThan(10);
    assertThat(octets).isLessThan(FIRST_PAINT);
  }

  @Test
  void whatOthersWroteIsAsTheyPublishedItAndHasItsLicence() throws Exception {
    try (Stream<Path> folders = Files.list(VENDOR)) {
      List<Path> all = folders.toList();
      assertThat(all).isNotEmpty();
      for (Path folder : all) {
        List<String> lines = Files.readAllLines(folder.resolve("checksums.sha256"), UTF_8);
        Set<String> named = new LinkedHashSet<>();
        for (String line : lines) {
          String[] words = line.split(" {2}", 2);
          byte[] octets = Files.readAllBytes(folder.resolve(words[1]));
          assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets)))
              .as(words[1])
              .isEqualTo(words[0]);
          named.add(words[1]);
        }
        named.add("checksums.sha256");
        assertThat(named).contains("LICENSE");
        try (Stream<Path> files = Files.list(folder)) {
          assertThat(files.map(file -> file.getFileName().toString()).toList())
              .containsExactlyInAnyOrderElementsOf(named);
        }
      }
    }
  }

  /** What the start page loads, and what that imports. */
  private static Set<Path> reached(Pattern... kinds) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    Matcher loaded = LOADED.matcher(read(ROOT.resolve("index.html")));
    while (loaded.find()) {
      Path file = ROOT.resolve(loaded.group(1)).normalize();
      assertThat(file).isRegularFile();
      all.addAll(file.toString().endsWith(".js") ? closure(file, kinds) : Set.of(file));
    }
    return all;
  }

  private static Set<Path> closure(Path first, Pattern... kinds) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Path file = open.pop();
      if (all.add(file)) {
        open.addAll(imports(file, kinds));
      }
    }
    return all;
  }

  private static Set<Path> imports(Path file, Pattern... kinds) throws IOException {
    Set<Path> all = new LinkedHashSet<>();
    String text = read(file);
    for (Pattern kind : kinds) {
      Matcher matcher = kind.matcher(text);
      while (matcher.find()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        all.add(file.resolveSibling(name).normalize());
      }
    }
    return all;
  }

  /** All but what others wrote. */
  private static List<Path> own(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> all =
          files
              .filter(file -> Files.isRegularFile(file) && !file.startsWith(VENDOR))
              .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
              .toList();
      assertThat(all).isNotEmpty();
      return all;
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8);
  }
}
