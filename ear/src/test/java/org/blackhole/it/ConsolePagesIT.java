// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.List;
import org.blackhole.it.Mailer.Security;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every page of the console: in a browser, with mail that came. */
class ConsolePagesIT extends ConsoleFixture {

  private static final String POLICY =
      """
      {"limits": [{"name": "polite", "per": "client", "messages": 10000, "every": "1m",
         "then": {"reply": "421 4.7.0 Slow down"}}],
       "rules": [
        {"name": "greylist", "at": "rcpt", "when": {"recipient": ["*@slow.test"]},
         "script": {"first": 1, "per": ["client", "sender", "recipient"]},
         "then": {"reply": "451 4.7.1 Greylisted, try again later"}},
        {"name": "full-mailboxes", "at": "rcpt", "when": {"recipient": "full@*"},
         "then": {"reply": "452 4.2.2 Mailbox full", "tag": "full"}}]}
      """;

  private static String session;

  @BeforeAll
  static void somethingToSee() throws Exception {
    put("/policy?why=for+a+look", POLICY);
    mail();
    session =
        admin
            .get("/sessions?limit=1")
            .json()
            .getJsonArray("items")
            .getJsonObject(0)
            .getString("id");
  }

  @Override
  String policy() {
    return POLICY;
  }

  /** Some of everything that a page shows. */
  private static void mail() throws Exception {
    for (Security security : Security.values()) {
      int port =
          switch (security) {
            case PLAIN -> server.ports().mx();
            case STARTTLS -> server.ports().submission();
            case IMPLICIT_TLS -> server.ports().smtps();
          };
      Mailer mailer = new Mailer(security, port);
      Session session = mailer.session();
      try (Transport transport = mailer.connect(session)) {
        for (int i = 0; i < 5; i++) {
          transport.sendMessage(
              Mailer.text(session, "hello", "Into the void.", "UTF-8"), Mailer.recipients(1 + i));
        }
      }
    }
    ConsoleMail.say(server.ports().mx(), "full@there.test", "x@slow.test", "fine@there.test");
  }

  @ParameterizedTest
  @CsvSource({
    "#/,overview,.tile dd",
    "#/sessions,sessions,tr[data-id]",
    "#/sessions/SESSION,session,.transcript .S",
    "#/senders,senders,.grade",
    "#/senders/127.0.0.1,sender,.verdict .grade",
    "#/policy,policy,tr[data-rule]",
    "#/policy/edit,editor,.gutter div",
    "#/policy/try?run=1&recipients=full@there.test,try,tbody th",
    "#/policy/revisions,revisions,tr[data-revision]",
    "#/policy/revisions/1,revision,.diff",
    "#/listeners,listeners,[data-listener]",
    "#/stats,statistics,.dense tfoot td",
    "#/history,history,.uplot",
    "#/accounts,accounts,tr[data-account]",
    "#/help,help,.snippet",
  })
  void aPageFitsEverywhereAndIsForEverybody(String hash, String name, String shows) {
    browser.load(hash.replace("SESSION", session));
    browser.see("bh-shell " + shows);
    assertThat(browser.text(".problem")).isEmpty();
    browser.screenshot(name + "-1280-light");
    assertThat(browser.faults()).as("axe, light").isEmpty();
    browser.scheme("dark");
    assertThat(browser.faultsOfColour()).as("axe, dark").isEmpty();
    browser.screenshot(name + "-1280-dark");
    assertThat(browser.shift()).as("layout shift").isLessThan(0.1);
    browser.size(360, 780);
    browser.see("bh-shell h1");
    assertThat(browser.overflow()).as("wider than 360").isZero();
    assertThat(browser.faultsButOfColour()).as("axe, 360").isEmpty();
    browser.screenshot(name + "-360-dark");
    browser.size(2560, 1300);
    browser.scheme("light");
    assertThat(browser.overflow()).as("wider than 2560").isZero();
    browser.screenshot(name + "-2560-light");
  }

  @Test
  void theWayInIsForEverybody() {
    browser.load("#/");
    browser.see("bh-shell");
    browser.click("[data-log-out]");
    browser.see("bh-login");
    for (String scheme : List.of("light", "dark")) {
      browser.scheme(scheme);
      browser.screenshot("login-1280-" + scheme);
      assertThat(browser.faults()).as(scheme).isEmpty();
    }
    browser.size(360, 780);
    assertThat(browser.overflow()).isZero();
    browser.screenshot("login-360-dark");
    browser.logIn("admin", LibertyServer.PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stats", "/stats/"})
  void theStatisticsHaveAPathOfTheirOwn(String path) {
    browser.load(path.substring(1));
    browser.see(".dense tfoot td");
    assertThat(browser.hash()).isEqualTo("/stats");
  }

  @Test
  void theMenuUnfoldsWhereRoomIsShort() {
    browser.size(360, 780);
    browser.load("#/help");
    browser.see(".snippet");
    assertThat(browser.shows("#nav a")).isFalse();
    browser.click(".menu");
    browser.see("#nav a");
    assertThat(browser.faults()).isEmpty();
    browser.screenshot("menu-360-light");
    browser.click("#nav a[href='#/stats']");
    browser.see(".dense tfoot td");
    assertThat(browser.shows("#nav a")).isFalse();
  }
}
