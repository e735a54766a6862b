// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The board for Grafana, as far as it can be told without one: what Grafana's importer asks of a
 * board, that nothing on it overlaps, and that it shows each of our metrics and asks for no other.
 */
class BoardTest {

  private static final int WIDTH = 24;
  private static final String SOURCE = "${datasource}";
  private static final Pattern METRIC = Pattern.compile("\\b([a-z]\\w*)\\{");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern BY = Pattern.compile("by \\(([\\w, ]+)\\)");

  private static JsonObject board() throws IOException {
    try (Reader text = Files.newBufferedReader(Path.of("../docs/grafana/blackhole.json"));
        var json = Json.createReader(text)) {
      return json.readObject();
    }
  }

  private static List<JsonObject> panels() throws IOException {
    return board().getJsonArray("panels").getValuesAs(JsonObject.class);
  }

  private static List<JsonObject> targets() throws IOException {
    return panels().stream()
        .filter(panel -> !isRow(panel))
        .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
        .toList();
  }

  private static boolean isRow(JsonObject panel) {
    return panel.getString("type").equals("row");
  }

  /** Of panels and of what is drawn on them. */
  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    targets().forEach(target -> all.add(target.getString("expr")));
    for (JsonValue each : board().getJsonObject("annotations").getJsonArray("list")) {
      if (each.asJsonObject().containsKey("expr")) {
        all.add(each.asJsonObject().getString("expr"));
      }
    }
    return all;
  }

  @Test
  void eachPanelHasAnIdAndAPlaceOfItsOwn() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonObject panel : panels()) {
      String title = panel.getString("title");
      assertThat(title).isNotBlank();
      assertThat(panel.getInt("id")).as(title).isPositive();
      assertThat(ids.add(panel.getInt("id"))).as(title).isTrue();
      JsonObject at = panel.getJsonObject("gridPos");
      assertThat(List.of(at.getInt("w"), at.getInt("h"))).as(title).allMatch(n -> n > 0);
      assertThat(List.of(at.getInt("x"), at.getInt("y"))).as(title).allMatch(n -> n >= 0);
      assertThat(at.getInt("x") + at.getInt("w")).as(title).isLessThanOrEqualTo(WIDTH);
      for (int x = 0; x < at.getInt("w"); x++) {
        for (int y = 0; y < at.getInt("h"); y++) {
          assertThat(taken.add(List.of(at.getInt("x") + x, at.getInt("y") + y))).as(title).isTrue();
        }
      }
    }
  }

  @Test
  void panelsStandInTheOrderInWhichTheyAreRead() throws IOException {
    assertThat(panels())
        .extracting(
            panel ->
                panel.getJsonObject("gridPos").getInt("y") * WIDTH
                    + panel.getJsonObject("gridPos").getInt("x"))
        .isSorted();
  }

  /** Grafana takes over a board only with this; an id of its own would be another board's. */
  @Test
  void itCanBeImported() throws IOException {
    JsonObject board = board();
    assertThat(board.getString("title")).isNotBlank();
    assertThat(board.getString("uid")).matches("[A-Za-z0-9_-]{1,40}");
    assertThat(board.isNull("id")).isTrue();
    assertThat(board.getInt("schemaVersion")).isBetween(36, 41);
    assertThat(board.getJsonArray("__inputs")).isEmpty();
    Set<String> wanted = new TreeSet<>();
    for (JsonObject each : board.getJsonArray("__requires").getValuesAs(JsonObject.class)) {
      wanted.add(each.getString("type") + " " + each.getString("id"));
    }
    Set<String> used = new TreeSet<>(Set.of("grafana grafana", "datasource prometheus"));
    panels().stream()
        .filter(panel -> !isRow(panel))
        .forEach(panel -> used.add("panel " + panel.getString("type")));
    assertThat(wanted).isEqualTo(used);
  }

  @Test
  void theDataSourceIsAVariableEverywhere() throws IOException {
    List<JsonObject> all = new ArrayList<>(targets());
    panels().stream().filter(panel -> !isRow(panel)).forEach(all::add);
    board().getJsonObject("templating").getJsonArray("list").getValuesAs(JsonObject.class).stream()
        .filter(variable -> variable.getString("type").equals("query"))
        .forEach(all::add);
    board().getJsonObject("annotations").getJsonArray("list").getValuesAs(JsonObject.class).stream()
        .filter(annotation -> annotation.containsKey("expr"))
        .forEach(all::add);
    assertThat(all)
        .extracting(each -> each.getJsonObject("datasource"))
        .allSatisfy(
            source -> {
              assertThat(source.getString("type")).isEqualTo("prometheus");
              assertThat(source.getString("uid")).isEqualTo(SOURCE);
            });
  }

  @Test
  void eachVariableIsThereAndAsked() throws IOException {
    Set<String> known =
        board()
            .getJsonObject("templating")
            .getJsonArray("list")
            .getValuesAs(JsonObject.class)
            .stream()
            .map(each -> each.getString("name"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> asked = new TreeSet<>();
    for (String expression : expressions()) {
      found(VARIABLE, expression).filter(name -> !name.startsWith("__")).forEach(asked::add);
      assertThat(found(VARIABLE, expression).filter(name -> name.startsWith("__")))
          .as(expression)
          .isSubsetOf("__rate_interval", "__interval");
    }
    asked.add("datasource");
    assertThat(asked).isEqualTo(known);
  }

  @Test
  void itShowsEachOfOurMetricsAndAsksForNoOther() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String expression : expressions()) {
      Set<String> names = found(METRIC, expression).collect(Collectors.toSet());
      assertThat(names).as(expression).isNotEmpty();
      shown.addAll(names);
    }
    Set<String> ours = MetricsTest.shown();
    // Open Liberty's are in the reference alone, which a test reads against a server.
    String reference = Files.readString(Path.of("../docs/reference/metrics.md"));
    assertThat(found(ROW, reference)).containsAll(shown);
    shown.removeIf(name -> !name.startsWith("smtp_") && !name.startsWith("blackhole_"));
    assertThat(shown).isEqualTo(ours);
  }

  @Test
  void aCounterIsShownAsARateAndNothingElseIs() throws IOException {
    for (String expression : expressions()) {
      for (String name : found(METRIC, expression).toList()) {
        boolean grows = name.endsWith("_total") || name.equals("gc_time_seconds");
        assertThat(expression.contains("rate(" + name + "{")).as(expression).isEqualTo(grows);
      }
    }
  }

  @Test
  void eachLineHasANameThatTheQueryKnows() throws IOException {
    for (JsonObject panel : panels()) {
      if (isRow(panel)) {
        continue;
      }
      List<JsonObject> lines = panel.getJsonArray("targets").getValuesAs(JsonObject.class);
      assertThat(lines).extracting(line -> line.getString("refId")).doesNotHaveDuplicates();
      for (JsonObject line : lines) {
        String expression = line.getString("expr");
        assertThat(expression.chars().filter(c -> c == '(').count())
            .as(expression)
            .isEqualTo(expression.chars().filter(c -> c == ')').count());
        assertThat(line.getString("legendFormat")).as(expression).isNotBlank();
        Set<String> grouped =
            found(BY, expression)
                .flatMap(labels -> Stream.of(labels.split(", ", -1)))
                .collect(Collectors.toSet());
        if (expression.startsWith("sum") || expression.startsWith("max")) {
          assertThat(found(LABEL, line.getString("legendFormat")))
              .as(expression)
              .isSubsetOf(grouped);
        }
      }
    }
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(each -> each.group(1));
  }
}
