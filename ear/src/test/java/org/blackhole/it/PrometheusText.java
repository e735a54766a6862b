// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of Prometheus, version 0.0.4, read strictly: every line is a help, a type or a
 * sample, each sample belongs to the family before it, and none is there twice.
 */
final class PrometheusText {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (.*)", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(.*)})? ([^ ]+)(?: (\\d+))?", Pattern.DOTALL);
  private static final Pattern LABEL =
      Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)");

  /** A sample with what stands before its family. */
  record Sample(
      String family,
      String name,
      String type,
      String help,
      Map<String, String> labels,
      double value) {}

  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> families = new HashSet<>();
  private String family = "";
  private String help = "";
  private String type = "";

  private PrometheusText() {}

  static List<Sample> parse(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the last line has no end");
    }
    PrometheusText read = new PrometheusText();
    text.lines().filter(line -> !line.isEmpty()).forEach(read::line);
    long names = read.samples.stream().map(each -> each.name() + each.labels()).distinct().count();
    if (names != read.samples.size()) {
      throw new IllegalArgumentException("a series is there twice");
    }
    return read.samples;
  }

  private void line(String line) {
    Matcher helps = HELP.matcher(line);
    Matcher types = TYPE.matcher(line);
    if (helps.matches()) {
      if (!families.add(helps.group(1))) {
        throw fault("a family is there twice", line);
      }
      family = helps.group(1);
      help = helps.group(2);
      type = "";
    } else if (types.matches()) {
      if (!types.group(1).equals(family) || !type.isEmpty()) {
        throw fault("a type of another family", line);
      }
      type = types.group(2);
    } else {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher given = SAMPLE.matcher(line);
    if (!given.matches()) {
      throw fault("not a sample", line);
    }
    String name = given.group(1);
    boolean isOfFamily =
        switch (type) {
          case "counter", "gauge", "untyped" -> name.equals(family);
          case "summary" -> name.matches(Pattern.quote(family) + "(_sum|_count)?");
          case "histogram" -> name.matches(Pattern.quote(family) + "(_sum|_count|_bucket)");
          default -> false;
        };
    if (!isOfFamily) {
      throw fault("a sample of no family", line);
    }
    String labels = given.group(2) == null ? "" : given.group(2);
    samples.add(
        new Sample(family, name, type, help, labels(labels, line), value(given.group(3), line)));
  }

  private static Map<String, String> labels(String text, String line) {
    Map<String, String> labels = new LinkedHashMap<>();
    // A comma may come last.
    String list = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    Matcher label = LABEL.matcher(list);
    int end = 0;
    while (end < list.length() && label.find()) {
      if (labels.put(label.group(1), label.group(2)) != null) {
        throw fault("a label is there twice", line);
      }
      end = label.end();
    }
    if (end < list.length()) {
      throw fault("not a label", line);
    }
    return labels;
  }

  private static double value(String text, String line) {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw fault("not a number", line);
    }
  }

  private static IllegalArgumentException fault(String what, String line) {
    return new IllegalArgumentException(what + ": " + line);
  }
}
