// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartTest {

  private static final Line LINE =
      new Line("a <fast> one", List.of(new Line.Point(1, 20), new Line.Point(1000, 35)));

  @Test
  void aChartIsADocumentWithItsTitlesAndLabels() throws Exception {
    List<String> texts =
        texts(
            new Chart(
                "Cost & more", new Axis.Log("clients"), new Axis.Linear("µs"), List.of(LINE)));
    assertThat(texts)
        .contains("Cost & more", "a <fast> one", "clients", "µs", "1", "10", "100", "1,000")
        .containsSubsequence("0", "10", "20", "30", "40");
  }

  @Test
  void stepsStandAtEqualDistances() {
    Axis.Scale scale = new Axis.Steps("rules").fit(List.of(0.0, 10.0, 1000.0, 10.0));
    assertThat(scale.ticks()).containsExactly(0.0, 10.0, 1000.0);
    assertThat(scale.at(10)).isEqualTo(0.5);
  }

  @Test
  void aLogarithmicAxisEndsAtPowersOfTen() {
    Axis.Scale scale = new Axis.Log("octets").fit(List.of(300.0, 67_108_864.0));
    assertThat(scale.ticks()).startsWith(100.0).endsWith(1e8);
    assertThat(scale.at(100)).isZero();
    assertThat(scale.at(1e8)).isEqualTo(1);
  }

  @Test
  void largeNumbersAreShort() {
    assertThat(Label.of(2_500_000)).isEqualTo("2.5 M");
    assertThat(Label.of(10_000)).isEqualTo("10,000");
    assertThat(Label.of(0.30000000000000004)).isEqualTo("0.3");
  }

  @Test
  void aLineWithoutPointsIsRefused() {
    List<Line> lines = List.of(new Line("none", List.of()));
    assertThatThrownBy(() -> new Chart("t", new Axis.Linear("x"), new Axis.Linear("y"), lines))
        .hasMessageContaining("none");
  }

  private static List<String> texts(Chart chart) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(chart.svg().getBytes(UTF_8)));
    NodeList nodes = document.getElementsByTagName("text");
    return new ArrayList<>(
        IntStream.range(0, nodes.getLength())
            .mapToObj(i -> nodes.item(i).getTextContent())
            .toList());
  }
}
