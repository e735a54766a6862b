// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The console as somebody uses it, in a browser, while mail comes. */
class ConsoleIT extends ConsoleFixture {

  @Test
  void anEmptyServerTellsHowToSendTheFirstMailAndShowsItComing() throws IOException {
    admin.send("POST", "/stats/reset", "");
    browser.load("#/");
    browser.see(".first", "curl smtp://127.0.0.1:" + server.ports().mx());
    browser.screenshot("first-1280-light");
    // What came before the page followed is not in its list: another comes then.
    await()
        .atMost(Browser.PATIENCE)
        .until(
            () -> {
              ConsoleMail.from(mx(), "first@client.example", "you@there.test");
              return browser.text(".feed").contains("first@client.example → 1");
            });
    browser.lose(".first");
    browser.see(".tiles", "Accepted");
    browser.see("bh-overview table", "mx");
    browser.click(".feed a");
    browser.see(".transcript", "MAIL FROM:<first@client.example>");
  }

  @Test
  void whoIsNotLoggedInComesBackToWhereTheWayWent() {
    browser.load("#/stats");
    browser.see(".dense");
    browser.click("[data-log-out]");
    browser.see("bh-login");
    browser.load("#/listeners");
    browser.see("bh-login");
    browser.type("bh-login input[name=name]", "admin");
    browser.type("bh-login input[name=password]", "not the password");
    browser.click("bh-login button[type=submit]");
    browser.see("bh-login .problem", "no account with this name and password");
    expect("401");
    browser.logIn("admin", LibertyServer.PASSWORD);
    browser.see("[data-listener=mx]");
    assertThat(browser.hash()).isEqualTo("/listeners");
  }

  @Test
  void aSessionThatEndedLeadsBackToTheLogIn() {
    expect("401");
    browser.load("#/stats");
    browser.see(".dense tfoot td");
    browser.forgetCookies();
    browser.see("bh-login", "Your session has ended");
    browser.logIn("admin", LibertyServer.PASSWORD);
    browser.see(".dense tfoot td");
    browser.reload();
    browser.see(".dense tfoot td");
  }

  @Test
  void aSessionComesInLiveWithItsTranscript() throws IOException {
    browser.load("#/sessions?sender=live@client.example");
    browser.see("td.empty", "No session fits");
    try (SocketLine line = ConsoleMail.open(mx())) {
      Smtp.say(line, "MAIL FROM:<live@client.example>");
      browser.reload();
      browser.see("tr[data-id]", "live@client.example");
      browser.click("tr[data-id] a");
      browser.see(".transcript .C", "MAIL FROM:<live@client.example>");
      browser.see(".transcript .S", "250");
      Smtp.say(line, "RCPT TO:<seen@there.test>");
      browser.see(".transcript .C", "RCPT TO:<seen@there.test>");
      browser.click("[data-close]");
      browser.see("dialog", "421");
      browser.click("dialog .danger");
      assertThat(Smtp.reply(line)).startsWith("421");
    }
    browser.lose("[data-close]");
    browser.back();
    browser.see("tr[data-id]");
    browser.lose(".transcript");
    assertThat(browser.hash()).contains("sender=live");
    await()
        .atMost(Browser.PATIENCE)
        .until(
            () -> {
              ConsoleMail.from(mx(), "live@client.example", "b@there.test");
              return browser.count("tr[data-id]") >= 2;
            });
  }

  @Test
  void aListenerIsPausedOnceThatIsConfirmed() {
    browser.load("#/listeners");
    browser.click("[data-listener=submission] [data-to=paused]");
    browser.see("dialog", "421");
    browser.click("dialog [type=button]");
    browser.lose("dialog");
    assertThat(state("submission")).isEqualTo("open");
    browser.click("[data-listener=submission] [data-to=paused]");
    browser.click("dialog [type=submit]");
    browser.see("[data-listener=submission] .pill", "paused");
    assertThat(state("submission")).isEqualTo("paused");
    browser.click("[data-listener=submission] [data-to=open]");
    browser.see("[data-listener=submission] .pill", "open");
  }

  @Test
  void aViewerSeesNothingThatChanges() {
    assertThat(admin.send("POST", "/accounts", account("looker", "viewer")).status())
        .isEqualTo(201);
    browser.load("#/");
    browser.click("[data-log-out]");
    browser.logIn("looker", "a long password");
    for (String page : List.of("#/policy", "#/policy/edit", "#/listeners", "#/stats")) {
      browser.load(page);
      browser.see("bh-shell h1");
      browser.see("bh-shell td, bh-shell .gutter div, bh-shell .facts");
      assertThat(browser.count("[data-mode=bounce], [data-save], [data-to], [data-reset], .danger"))
          .as(page)
          .isZero();
    }
    assertThat(browser.count("#nav a[href='#/accounts']")).isZero();
    browser.click("[data-log-out]");
    browser.logIn("admin", LibertyServer.PASSWORD);
    browser.go("#/accounts");
    browser.click("tr[data-account=looker] .danger");
    browser.click("dialog .danger");
    browser.see(".note", "looker is deleted");
    assertThat(admin.get("/accounts/looker").status()).isEqualTo(404);
  }

  @Test
  void theThemeIsChosenAndKept() {
    browser.scheme("light");
    browser.load("#/help");
    browser.see(".snippet", Integer.toString(server.ports().mx()));
    Object light = background();
    browser.click("[data-theme-switch]");
    browser.click("[data-theme-switch]");
    browser.see("[data-theme-switch]", "dark");
    Object dark = background();
    assertThat(dark).isNotEqualTo(light);
    browser.reload();
    browser.see("[data-theme-switch]", "dark");
    assertThat(background()).isEqualTo(dark);
    browser.click("[data-theme-switch]");
    assertThat(background()).isEqualTo(light);
  }

  @Test
  void theKeyboardAloneLeadsToThePageAndItsContent() {
    browser.load("#/senders");
    browser.see("bh-senders h1");
    browser.script("document.activeElement.blur()");
    browser.press(Keys.TAB);
    assertThat(browser.script("return document.activeElement.className")).isEqualTo("skip");
    browser.press(Keys.ENTER);
    assertThat(browser.script("return document.activeElement.tagName")).isEqualTo("H1");
    assertThat(browser.hash()).isEqualTo("/senders");
  }

  private static Object background() {
    return String.valueOf(
        browser.script("return getComputedStyle(document.documentElement).backgroundColor"));
  }

  private static String state(String listener) {
    return admin.get("/listeners/" + listener).json().getString("state");
  }

  private static String account(String name, String role) {
    return "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"password\":\"a long password\"}";
  }
}
