// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.openqa.selenium.JavascriptExecutor;

/** axe-core, which finds what keeps people from using a page, as its WebJar has it. */
final class Axe {

  private static final String ABOUT = "META-INF/maven/org.webjars.npm/axe-core/pom.properties";

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const told = (v) => v.id + ': ' + v.help + ' at '
          + v.nodes.map((n) => n.target + ' ' + n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ');
      window.axe.run(document, {runOnly: {type: 'tag', values}, resultTypes: ['violations']}).then(
        (found) => done(found.violations.map(told)),
        (error) => done([String(error)]));
      """;

  private static final String SOURCE = read("axe.min.js");

  private Axe() {}

  /** What is wrong with the page as it is. */
  static List<?> faults(JavascriptExecutor page) {
    if (!Boolean.TRUE.equals(page.executeScript("return Boolean(window.axe)"))) {
      page.executeScript(SOURCE + "; window.axe = axe;");
    }
    return (List<?>) Objects.requireNonNull(page.executeAsyncScript(RUN));
  }

  private static String read(String file) {
    ClassLoader loader = Axe.class.getClassLoader();
    Properties about = new Properties();
    try {
      List<URL> found = Collections.list(loader.getResources(ABOUT));
      try (InputStream properties = found.get(0).openStream()) {
        about.load(properties);
      }
      String path =
          "META-INF/resources/webjars/axe-core/" + about.getProperty("version") + "/" + file;
      try (InputStream stream = Objects.requireNonNull(loader.getResourceAsStream(path), path)) {
        return new String(stream.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
