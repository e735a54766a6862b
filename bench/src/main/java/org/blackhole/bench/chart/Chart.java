// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.chart;

import java.util.List;
import java.util.Locale;

/**
 * A line chart.
 *
 * @param title what it shows
 * @param lines at most {@value #LINES}, each with a point at least
 */
public record Chart(String title, Axis across, Axis up, List<Line> lines) {

  private static final int LINES = 6;
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 88;
  private static final int RIGHT = 40;
  private static final int TOP = 72;
  private static final int BOTTOM = 60;

  /** Blue, orange, green, purple, brown, grey: told apart without red and green as well. */
  private static final String STYLE =
      """
      svg { background: #fff; font: 13px system-ui, sans-serif }
      text { fill: #1f2328 }
      .title { font-size: 16px; font-weight: 600 }
      .grid { stroke: #d1d9e0; fill: none }
      .l0 { --c: #0b6bcb } .l1 { --c: #c2570c; stroke-dasharray: 7 3 }
      .l2 { --c: #12805c; stroke-dasharray: 2 3 } .l3 { --c: #8250df; stroke-dasharray: 9 3 2 3 }
      .l4 { --c: #8a5a2b; stroke-dasharray: 4 2 } .l5 { --c: #59636e; stroke-dasharray: 12 4 }
      .line { stroke: var(--c); fill: none; stroke-width: 2 }
      .point { fill: var(--c); stroke: none }
      @media (prefers-color-scheme: dark) {
        svg { background: #0d1117 }
        text { fill: #f0f6fc }
        .grid { stroke: #3d444d }
        .l0 { --c: #58a6ff } .l1 { --c: #ffa657 } .l2 { --c: #56d4a0 }
        .l3 { --c: #bc8cff } .l4 { --c: #d9a86c } .l5 { --c: #b1bac4 }
      }
      """;

  public Chart {
    if (lines.isEmpty() || lines.size() > LINES) {
      throw new IllegalArgumentException("From 1 to " + LINES + " lines, not " + lines.size());
    }
    for (Line line : lines) {
      if (line.points().isEmpty()) {
        throw new IllegalArgumentException("No points: " + line.name());
      }
    }
    lines = List.copyOf(lines);
  }

  /** The chart as a document of its own. */
  public String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <style>
        %s</style>
        <text class="title" x="%d" y="26">%s</text>
        """
            .formatted(WIDTH, HEIGHT, escaped(title), STYLE, LEFT, escaped(title)));
    legend(svg);
    Axis.Scale columns = across.fit(values(true));
    Axis.Scale rows = up.fit(values(false));
    grid(svg, columns, rows);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, i, columns, rows);
    }
    return svg.append("</svg>\n").toString();
  }

  private List<Double> values(boolean horizontal) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .map(point -> horizontal ? point.x() : point.y())
        .toList();
  }

  private void legend(StringBuilder svg) {
    int x = LEFT;
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).name();
      svg.append(
          """
          <g class="l%d"><path class="line" d="M%d 48h28"/><text x="%d" y="52">%s</text></g>
          """
              .formatted(i, x, x + 34, escaped(name)));
      x += 58 + name.length() * 7;
    }
  }

  private void grid(StringBuilder svg, Axis.Scale columns, Axis.Scale rows) {
    for (double tick : columns.ticks()) {
      double x = x(columns.at(tick));
      svg.append(
          format(
              "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%s</text>\n",
              x, TOP, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 18, Label.of(tick)));
    }
    for (double tick : rows.ticks()) {
      double y = y(rows.at(tick));
      svg.append(
          format(
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%s</text>\n",
              LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4, Label.of(tick)));
    }
    int middle = TOP + (HEIGHT - BOTTOM - TOP) / 2;
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="middle">%s</text>
        <text transform="translate(16 %d) rotate(-90)" text-anchor="middle">%s</text>
        """
            .formatted(
                LEFT + (WIDTH - RIGHT - LEFT) / 2,
                HEIGHT - 16,
                escaped(across.title()),
                middle,
                escaped(up.title())));
  }

  private void line(StringBuilder svg, int number, Axis.Scale columns, Axis.Scale rows) {
    StringBuilder path = new StringBuilder();
    StringBuilder points = new StringBuilder();
    for (Line.Point point : lines.get(number).points()) {
      double x = x(columns.at(point.x()));
      double y = y(rows.at(point.y()));
      path.append(format("%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
      points.append(format("<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", x, y));
    }
    boolean crowded = lines.get(number).points().size() > 40;
    svg.append(
        format(
            "<g class=\"l%d\"><path class=\"line\" d=\"%s\"/>%s</g>\n",
            number, path, crowded ? "" : points));
  }

  private static double x(double place) {
    return LEFT + place * (WIDTH - RIGHT - LEFT);
  }

  private static double y(double place) {
    return HEIGHT - BOTTOM - place * (HEIGHT - BOTTOM - TOP);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
