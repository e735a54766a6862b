// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.transcript.SocketLine;
import org.junit.jupiter.api.Test;

/**
 * Pages of the console that stay open: through faults, other tabs, a printer, and a closer look.
 */
class ConsoleLiveIT extends ConsoleFixture {

  /** Another tab has the same cookies, and a token of its own. */
  private static final String LOG_IN =
      """
      const [name, password, done] = arguments;
      fetch('/api/v1/login', {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({name, password}),
      }).then((answer) => done(answer.status), (error) => done(String(error)));
      """;

  /** Calls of this path get no answer, until they do again. */
  private static final String BREAK =
      """
      const real = window.fetch;
      window.broken = {calls: 0, mend: () => { window.fetch = real; }};
      window.fetch = (url, options) => {
        if (String(url).includes(arguments[0])) {
          window.broken.calls += 1;
          return Promise.reject(new TypeError('no answer'));
        }
        return real(url, options);
      };
      """;

  @Test
  void aLogInInAnotherTabCostsNoChange() {
    expect("/mode .*403");
    browser.load("#/policy");
    browser.see("[data-mode=bounce]");
    assertThat(browser.async(LOG_IN, "admin", LibertyServer.PASSWORD)).isEqualTo(200L);
    browser.click("[data-mode=bounce]");
    browser.see(".note", "Mode bounce");
    assertThat(admin.get("/mode").json().getString("mode")).isEqualTo("bounce");
  }

  @Test
  void aLogInAsSomebodyElseInAnotherTabIsToldBeforeAnythingIsDoneInTheirName() {
    expect("/mode .*403");
    String other = "{\"name\":\"other\",\"role\":\"operator\",\"password\":\"a long password\"}";
    assertThat(admin.send("POST", "/accounts", other).status()).isEqualTo(201);
    browser.load("#/policy");
    browser.see("[data-mode=bounce]");
    assertThat(browser.async(LOG_IN, "other", "a long password")).isEqualTo(200L);
    browser.click("[data-mode=bounce]");
    browser.see(".problem", "Another tab has logged in as other");
    assertThat(admin.get("/mode").json().getString("mode")).isEqualTo("accept");
    assertThat(browser.async(LOG_IN, "admin", LibertyServer.PASSWORD)).isEqualTo(200L);
    assertThat(admin.send("DELETE", "/accounts/other", "").status()).isEqualTo(204);
  }

  @Test
  void aTranscriptGoesOnOnceTheServerAnswersAgain() throws IOException {
    try (SocketLine line = ConsoleMail.open(mx())) {
      Smtp.say(line, "MAIL FROM:<again@client.example>");
      browser.load("#/sessions?sender=again@client.example");
      browser.click("tr[data-id] a");
      browser.see(".transcript .C", "MAIL FROM:<again@client.example>");
      browser.script(BREAK, "/api/v1/sessions/");
      browser.see("bh-session [role=status]", "Not up to date: asking again");
      browser.see("bh-session .problem", "The server does not answer");
      Smtp.say(line, "RCPT TO:<later@there.test>");
      browser.script("window.broken.mend()");
      browser.see(".transcript .C", "RCPT TO:<later@there.test>");
      browser.lose("bh-session .problem");
      assertThat(browser.text("bh-session [role=status]")).isEmpty();
    }
  }

  @Test
  void aFaultThatLastsIsToldOnceAndGoesByItself() {
    browser.load("#/stats");
    browser.see(".dense tfoot td");
    browser.script(
        """
        window.told = 0;
        new MutationObserver((changes) => {
          for (const change of changes) {
            for (const node of change.addedNodes) {
              if (node.nodeType === 1 && node.matches('[role=alert]')) { window.told += 1; }
            }
          }
        }).observe(document.querySelector('main'), {childList: true, subtree: true});
        """);
    browser.script(BREAK, "/api/v1/stats");
    await()
        .atMost(Browser.PATIENCE)
        .until(() -> Integer.parseInt(value("window.broken.calls")) >= 3);
    browser.see(".problem", "The server does not answer");
    assertThat(value("window.told")).isEqualTo("1");
    browser.script("window.broken.mend()");
    browser.lose(".problem");
  }

  @Test
  void focusAndSelectionStayWhileCountsChange() throws IOException {
    ConsoleMail.say(mx(), "you@there.test");
    browser.load("#/stats");
    browser.see(".masonry td a", "250");
    browser.script(
        """
        const link = [...document.querySelectorAll('.masonry td a')].find((a) => a.textContent === '250');
        link.focus();
        window.kept = {link, count: link.closest('tr').lastChild.textContent};
        getSelection().selectAllChildren(document.querySelector('tbody th'));
        """);
    ConsoleMail.say(mx(), "you@there.test");
    await()
        .atMost(Browser.PATIENCE)
        .until(
            () ->
                value("window.kept.link.closest('tr').lastChild.textContent !== window.kept.count")
                    .equals("true"));
    assertThat(value("document.activeElement === window.kept.link")).isEqualTo("true");
    assertThat(value("String(getSelection())")).isEqualTo("mx");
  }

  @Test
  void aButtonOfALiveSessionKeepsTheFocus() throws IOException {
    try (SocketLine line = ConsoleMail.open(mx())) {
      Smtp.say(line, "MAIL FROM:<held@client.example>");
      browser.load("#/sessions?sender=held@client.example");
      browser.click("tr[data-id] a");
      browser.see("[data-close]");
      browser.script("window.kept = document.querySelector('[data-close]'); window.kept.focus()");
      String took = value("document.querySelector('.facts').textContent");
      await()
          .atMost(Browser.PATIENCE)
          .until(() -> !value("document.querySelector('.facts').textContent").equals(took));
      assertThat(value("document.activeElement === window.kept")).isEqualTo("true");
    }
  }

  @Test
  void aReportIsPrintedInInkAloneWhateverTheTheme() throws IOException {
    ConsoleMail.say(mx(), "you@there.test");
    browser.load("#/senders/127.0.0.1");
    browser.see(".verdict .grade");
    browser.click("[data-theme-switch]");
    browser.click("[data-theme-switch]");
    browser.see("[data-theme-switch]", "dark");
    browser.paper();
    browser.screenshot("report-paper");
    assertThat(browser.shows(".bar, .side, .beside, .skip, button")).isFalse();
    assertThat(browser.shows(".verdict .grade")).isTrue();
    assertThat(browser.shows(".report .facts")).isTrue();
    assertThat(style("document.body", "backgroundColor")).isEqualTo("rgb(255, 255, 255)");
    assertThat(style("document.querySelector('.report h2')", "color"))
        .matches("rgb\\((\\d?\\d, ){2}\\d?\\d\\)");
    String pdf = new String(browser.printed("report"), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-").contains("/Type /Page");
  }

  private static String style(String element, String property) {
    return value("getComputedStyle(" + element + ")." + property);
  }

  @Test
  void aChartThatIsDraggedOverShowsThatTimeAndTheWayBackLeadsOut() {
    browser.load("#/history?range=1h");
    browser.see(".uplot .u-over");
    browser.see("bh-history", "a point every 1m");
    browser.drag(".uplot .u-over", 0.25, 0.75);
    await().atMost(Browser.PATIENCE).until(() -> browser.hash().contains("from="));
    assertThat(browser.hash())
        .startsWith("/history?from=")
        .contains("&to=")
        .doesNotContain("range");
    browser.see(".choice a");
    assertThat(browser.count(".choice a[aria-current]")).isZero();
    browser.back();
    browser.see(".choice a[aria-current]", "Hour");
    assertThat(browser.hash()).isEqualTo("/history?range=1h");
  }
}
