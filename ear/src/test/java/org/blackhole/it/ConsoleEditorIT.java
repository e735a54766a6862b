// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What somebody writes in the console's editor, and what others do meanwhile. */
class ConsoleEditorIT extends ConsoleFixture {

  private static final String TEXT = ".editor textarea";

  /** One more than what a number of JavaScript can tell from its neighbour. */
  private static final String SEED = "9007199254740993";

  @Test
  void whatWasBegunIsThereAfterTheWayToAnotherPageAndIsNotDroppedUnasked() {
    write("{\"delay\": \"5ms\"}");
    browser.go("#/policy");
    browser.see("[data-mode=bounce]");
    browser.go("#/policy/edit");
    browser.see("bh-policy-editor", "what you began to write");
    assertThat(written()).contains("5ms");
    browser.reload();
    browser.see("bh-policy-editor", "what you began to write");
    browser.click("[data-anew]");
    browser.see("dialog", "Drop what you wrote?");
    assertThat(browser.faults()).isEmpty();
    browser.click("dialog [type=button]");
    browser.lose("dialog");
    assertThat(written()).contains("5ms");
    browser.click("[data-anew]");
    browser.click("dialog .danger");
    await().atMost(Browser.PATIENCE).until(() -> !written().contains("5ms"));
    browser.reload();
    browser.see("bh-policy-editor", "No fault");
    assertThat(written()).isNotEmpty().doesNotContain("5ms");
  }

  @Test
  void whoIsLaterSeesWhatDiffersAndKeepsHisOwn() {
    expect("/policy .*412");
    write("{\"delay\": \"5ms\"}");
    put("/policy", "{\"delay\": \"7ms\"}");
    save();
    browser.see("[data-conflict]", "Somebody else has changed the policy");
    browser.screenshot("conflict-1280-light");
    assertThat(browser.faults()).isEmpty();
    assertThat(delay()).isEqualTo("7ms");
    assertThat(written()).contains("5ms");
    browser.click("[data-differs]");
    browser.see(".diff .removed", "7ms");
    browser.see(".diff .added", "5ms");
    browser.click("[data-mine]");
    browser.lose("[data-conflict]");
    assertThat(delay()).isEqualTo("7ms");
    save();
    browser.see(".note", "in force");
    assertThat(delay()).isEqualTo("5ms");
  }

  @Test
  void whoComesBackLaterIsToldAtOnceAndTakesTheirs() {
    write("{\"delay\": \"5ms\"}");
    browser.go("#/policy");
    browser.see("[data-mode=bounce]");
    put("/policy", "{\"delay\": \"8ms\"}");
    browser.go("#/policy/edit");
    browser.see("[data-conflict]");
    browser.click("[data-theirs]");
    browser.click("dialog .danger");
    await().atMost(Browser.PATIENCE).until(() -> written().contains("8ms"));
    browser.lose("[data-conflict]");
    assertThat(delay()).isEqualTo("8ms");
  }

  @Test
  void anOlderRevisionTakesThePlaceOfADraftOnlyIfItMay() {
    put("/policy", "{\"delay\": \"3ms\"}");
    int old = newest();
    put("/policy", "{\"delay\": \"4ms\"}");
    write("{\"delay\": \"5ms\"}");
    String open = "bh-revisions a[href='#/policy/edit?revision=" + old + "']";
    browser.go("#/policy/revisions/" + old);
    browser.click(open);
    browser.see("dialog", "Drop what you wrote?");
    browser.click("dialog [type=button]");
    browser.lose("dialog");
    assertThat(written()).contains("5ms");
    browser.go("#/policy/revisions/" + old);
    browser.click(open);
    browser.click("dialog .danger");
    await().atMost(Browser.PATIENCE).until(() -> written().contains("3ms"));
    assertThat(delay()).isEqualTo("4ms");
  }

  @Test
  void everyDigitOfASeedStays() {
    put("/policy", "{\"seed\": " + SEED + "}");
    int old = newest();
    put("/policy", "{\"delay\": \"4ms\"}");
    browser.load("#/policy/revisions/" + old);
    browser.see(".diff .added", SEED);
    browser.click("bh-revisions a[href='#/policy/edit?revision=" + old + "']");
    await().atMost(Browser.PATIENCE).until(() -> written().contains(SEED));
    browser.see("bh-policy-editor", "No fault");
    save();
    browser.see(".note", "in force");
    assertThat(admin.get("/policy").body()).contains(SEED);
    browser.go("#/policy/try?run=1&recipients=you@there.test");
    browser.see("bh-try", "of seed " + SEED);
  }

  @Test
  void aRuleMovesUpAndDownAndTheFocusWithIt() {
    put(
        "/policy",
        "{\"rules\": ["
            + String.join(",", List.of(rule("a"), rule("b"), rule("c")))
            + "], \"seed\": "
            + SEED
            + "}");
    browser.load("#/policy");
    browser.see("tr[data-rule=c]");
    assertThat(browser.shows("[aria-label='Move a up']:disabled")).isTrue();
    assertThat(browser.shows("[aria-label='Move c down']:disabled")).isTrue();
    browser.click("[aria-label='Move c up']");
    becomes("a c b");
    await()
        .atMost(Browser.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(value("document.activeElement.getAttribute('aria-label')"))
                    .isEqualTo("Move c up"));
    browser.click("[aria-label='Move a down']");
    becomes("c a b");
    browser.click("[aria-label='Move a down']");
    becomes("c b a");
    assertThat(browser.shows("[aria-label='Move c up']:disabled")).isTrue();
    assertThat(admin.get("/policy").body()).contains(SEED);
  }

  private static String rule(String name) {
    return "{\"name\": \"%s\", \"at\": \"rcpt\", \"when\": {\"recipient\": \"%s@*\"},"
            .formatted(name, name)
        + " \"then\": {\"reply\": \"452 4.2.2 Full\"}}";
  }

  /** On the page, and in force. */
  private static void becomes(String order) {
    await()
        .atMost(Browser.PATIENCE)
        .until(
            () ->
                order.equals(
                    value(
                        "[...document.querySelectorAll('tr[data-rule]')]"
                            + ".map((row) => row.dataset.rule).join(' ')")));
    assertThat(admin.get("/policy").json().getJsonArray("rules"))
        .extracting(rule -> rule.asJsonObject().getString("name"))
        .containsExactly(order.split(" "));
  }

  /** In place of what is there, as soon as that is there. */
  private static void write(String document) {
    browser.load("#/policy/edit");
    browser.see("bh-policy-editor", "No fault");
    browser.paste(TEXT, document);
    browser.see("bh-policy-editor", "No fault");
  }

  private static void save() {
    browser.click("[data-save]:not(:disabled)");
    browser.see("dialog input[name=why]");
    browser.press(Keys.ENTER);
    browser.lose("dialog");
  }

  private static String written() {
    return value("document.querySelector('.editor textarea').value");
  }

  private static String delay() {
    return admin.get("/policy").json().getString("delay");
  }

  private static int newest() {
    return admin
        .get("/policy/revisions?limit=1")
        .json()
        .getJsonArray("items")
        .getJsonObject(0)
        .getInt("revision");
  }
}
