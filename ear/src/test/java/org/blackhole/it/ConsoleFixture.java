// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What all tests of the console have: a server, a browser, and nobody who complains. */
abstract class ConsoleFixture {

  static LibertyServer server;
  static AdminApi admin;
  static Browser browser;

  /** Of what only a script wrote the browser does not ask whether it may go, and says so. */
  private static final String NO_GESTURE = "Blocked attempt to show a 'beforeunload'";

  /** What a test has the browser complain of. */
  private Pattern expected = Pattern.compile(NO_GESTURE);

  @BeforeAll
  static void start() {
    assumeThat(Browser.missing()).as("a browser").isEmpty();
    server = SharedServer.get();
    admin = server.admin();
    browser = SharedBrowser.get();
  }

  @BeforeEach
  void asAtFirst() {
    put("/policy", policy());
    browser.asAtFirst();
    if (browser.shows("bh-login")) {
      browser.logIn("admin", LibertyServer.PASSWORD);
    }
  }

  /** What is in force at first. */
  String policy() {
    return "{}";
  }

  @AfterEach
  void nobodyComplains() {
    assertThat(browser.log().complaints())
        .filteredOn(complaint -> !expected.matcher(complaint).find())
        .isEmpty();
    assertThat(browser.log().elsewhere()).isEmpty();
    assertThat(browser.violations()).isEmpty();
  }

  /** The browser is to complain of this, and may. */
  final void expect(String complaint) {
    expected = Pattern.compile(NO_GESTURE + "|" + complaint);
  }

  static void put(String path, String document) {
    AdminApi.Answer answer = admin.send("PUT", path, document);
    assertThat(answer.status()).as(answer.body()).isIn(200, 201);
  }

  static int mx() {
    return server.ports().mx();
  }

  /** A value that a script of the page comes to. */
  static String value(String script, Object... arguments) {
    return String.valueOf(browser.script("return " + script, arguments));
  }
}
