// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What a browser complains of, and what it asks for. */
final class BrowserLog {

  private final WebDriver driver;
  private final String base;
  private final List<String> requests = new ArrayList<>();

  BrowserLog(WebDriver driver, String base) {
    this.driver = driver;
    this.base = base;
  }

  /** Warnings and errors since it was asked last. */
  List<String> complaints() {
    return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** All that was asked of anybody but the server so far. */
  List<String> elsewhere() {
    collect();
    return requests.stream()
        .filter(url -> !url.startsWith(base + "/"))
        .filter(url -> !url.startsWith("blob:" + base + "/") && !url.equals("about:blank"))
        .toList();
  }

  /** The browser keeps only so much. */
  void collect() {
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonObject message = json(entry.getMessage()).getJsonObject("message");
      if (message.getString("method").equals("Network.requestWillBeSent")) {
        requests.add(message.getJsonObject("params").getJsonObject("request").getString("url"));
      }
    }
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
