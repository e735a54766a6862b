// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/** axe-core, which finds what keeps people from using a page, as Deque's jar has it. */
final class Axe {

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const all = {runOnly: {type: 'tag', values}, resultTypes: ['violations']};
      const told = (v) => v.id + ': ' + v.help + ' at '
          + v.nodes.map((n) => n.target + ' ' + n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ');
      window.axe.run(document, {...all, ...JSON.parse(arguments[0])}).then(
        (found) => done(found.violations.map(told)),
        (error) => done([String(error)]));
      """;

  /** Options for colours alone, and for all but them. */
  static final String COLOUR =
      "{\"runOnly\": {\"type\": \"rule\", \"values\": [\"color-contrast\"]}}";

  static final String ALL_ELSE = "{\"rules\": {\"color-contrast\": {\"enabled\": false}}}";

  private static final String SOURCE = read("axe.min.js");

  private Axe() {}

  /** What is wrong with the page as it is. */
  static List<?> faults(JavascriptExecutor page, String options) {
    if (!Boolean.TRUE.equals(page.executeScript("return Boolean(window.axe)"))) {
      page.executeScript(SOURCE + "; window.axe = axe;");
    }
    return (List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN, options));
  }

  private static String read(String file) {
    try (InputStream stream =
        Objects.requireNonNull(Axe.class.getClassLoader().getResourceAsStream(file), file)) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
