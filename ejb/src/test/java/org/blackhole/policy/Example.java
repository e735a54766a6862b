// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * A policy, what sessions do under it, and what they get. In a file each begins with {@code ==} and
 * a title; the document follows, then steps, one a line. See {@link ExampleRun} for the steps.
 *
 * @param place file and line, for messages
 */
record Example(String title, String place, String document, List<Step> steps) {

  /**
   * One step.
   *
   * @param expected what the call gives; empty for a step that gives nothing
   */
  record Step(int line, String call, String expected) {}

  @Override
  public String toString() {
    return title;
  }

  /** All of a file. */
  static List<Example> parse(String file, List<String> lines) {
    List<Example> all = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      if (line.startsWith("==")) {
        String place = file + ":" + (i + 1);
        String title = line.substring(2).strip();
        StringBuilder document = new StringBuilder();
        i++;
        while (!lines.get(i).startsWith("--")) {
          document.append(lines.get(i++)).append('\n');
        }
        List<Step> steps = new ArrayList<>();
        while (i < lines.size() && !lines.get(i).startsWith("==")) {
          step(lines.get(i), i + 1, steps);
          i++;
        }
        all.add(new Example(title, place, document.toString(), steps));
      } else if (line.isBlank() || line.startsWith("#")) {
        i++;
      } else {
        throw new IllegalArgumentException(file + ":" + (i + 1) + " belongs to no example");
      }
    }
    return all;
  }

  private static void step(String line, int number, List<Step> steps) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    int arrow = line.indexOf("=>");
    steps.add(
        arrow < 0
            ? new Step(number, line.strip(), "")
            : new Step(
                number, line.substring(0, arrow).strip(), line.substring(arrow + 2).strip()));
  }
}
