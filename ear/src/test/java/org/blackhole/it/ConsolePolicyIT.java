// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The policy as somebody changes it in the console, and as the next session sees it. */
class ConsolePolicyIT extends ConsoleFixture {

  @Test
  void aChangeInTheEditorIsSeenByTheNextSession() throws IOException {
    assertThat(ConsoleMail.say(mx(), "full@there.test").get(0)).startsWith("250");
    browser.load("#/policy/edit?add=1");
    browser.see(".gutter div");
    await()
        .atMost(Browser.PATIENCE)
        .until(() -> String.valueOf(value()).contains("full-mailboxes"));
    browser.paste(".editor textarea", value().replace("\"rcpt\"", "\"rctp\""));
    browser.see(".faults", "/rules/0/at");
    browser.see(".gutter .at-fault");
    browser.screenshot("faults-1280-light");
    assertThat(browser.faults()).isEmpty();
    browser.reload();
    browser.see(".faults", "/rules/0/at");
    browser.paste(".editor textarea", value().replace("\"rctp\"", "\"rcpt\""));
    browser.see("bh-policy-editor", "No fault");
    browser.click("[data-save]");
    browser.type("dialog input[name=why]", "a drill");
    browser.screenshot("dialog-1280-light");
    assertThat(browser.faults()).isEmpty();
    browser.press(Keys.ENTER);
    browser.see(".note", "in force");
    assertThat(ConsoleMail.say(mx(), "full@there.test").get(0)).isEqualTo("452 4.2.2 Mailbox full");
    browser.go("#/policy");
    browser.see("tr[data-rule=full-mailboxes] td a[href*=sessions]", "1");
    browser.go("#/policy/revisions");
    browser.see("tr[data-revision]", "a drill");
  }

  @Test
  void whatOnlyTheServerKnowsIsShownAtItsLineToo() {
    expect("policy/try.* 422");
    browser.load("#/policy/edit");
    browser.see("bh-policy-editor", "No fault");
    browser.paste(
        ".editor textarea",
        "{\n\"rules\": [\n{\"name\": \"a\", \"at\": \"rcpt\", \"when\": {\"sender\": \"re:(\"},"
            + " \"then\": {\"accept\": true}}]}");
    browser.see(".faults", "Line 3");
    browser.see(".faults", "/rules/0/when/sender");
    assertThat(browser.shows("[data-save]:disabled")).isTrue();
  }

  /** What the console checks by itself, it checks as the server does. */
  @Test
  void theSchemaIsReadInTheBrowserAsElsewhere() throws IOException {
    browser.load("#/policy/edit");
    browser.see("bh-policy-editor", "No fault");
    assertThat(wrong("good.jsonl", "faults.length > 0")).isEmpty();
    // One more than a number of JavaScript can tell from its neighbour; the server tells.
    assertThat(wrong("bad.jsonl", "faults.length === 0 && twice.length === 0"))
        .containsExactly("{\"seed\":9223372036854775808}");
  }

  private static List<String> wrong(String file, String condition) throws IOException {
    List<String> documents =
        Files.readAllLines(Path.of("../ejb/src/test/resources/schema", file)).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(documents).hasSizeGreaterThan(20);
    List<?> found =
        (List<?>)
            Objects.requireNonNull(
                browser.async(
                    """
                const [documents, done] = arguments;
                (async () => {
                  const {check} = await import('/app/policy/schema.js');
                  const {read} = await import('/app/policy/places.js');
                  const {get} = await import('/app/lib/api.js');
                  const schema = await get('/policy/schema');
                  return documents.filter((document) => {
                    const {value, twice} = read(document);
                    const faults = check(value, schema);
                    return CONDITION;
                  });
                })().then(done, (error) => done([String(error)]));
                """
                        .replace("CONDITION", condition),
                    documents));
    return found.stream().map(String::valueOf).toList();
  }

  @Test
  void anOlderRevisionIsRestored() {
    put("/policy?why=first", "{\"delay\": \"3ms\"}");
    int old =
        admin
            .get("/policy/revisions?limit=1")
            .json()
            .getJsonArray("items")
            .getJsonObject(0)
            .getInt("revision");
    put("/policy?why=second", "{\"delay\": \"4ms\"}");
    browser.load("#/policy/revisions/" + old);
    browser.see(".diff .removed", "4ms");
    browser.see(".diff .added", "3ms");
    browser.click("[data-restore]");
    browser.click("dialog .primary");
    browser.see(".note", "in force again");
    assertThat(admin.get("/policy").json().getString("delay")).isEqualTo("3ms");
    browser.see("tr[data-revision]", "restore of revision " + old);
  }

  @Test
  void theModeIsSetInOneClickAndSaysWhenItGoesBack() throws IOException {
    browser.load("#/policy");
    browser.see("[data-mode=bounce]");
    browser.paste("select[name=for]", "10m");
    browser.click("[data-mode=bounce]");
    browser.see("bh-mode", "goes back at");
    List<String> answers = ConsoleMail.say(mx(), "you@there.test");
    assertThat(answers.get(answers.size() - 1)).matches("[45].*");
    assertThat(admin.get("/mode").json()).containsKey("until");
    browser.go("#/");
    browser.see("a[data-mode]", "bounce until");
  }

  @Test
  void aTrialTellsTheRuleThatWouldAnswer() {
    put(
        "/policy/rules/full",
        "{\"at\":\"rcpt\",\"when\":{\"recipient\":\"full@*\"},\"then\":{\"reply\":\"452 4.2.2 Full\"}}");
    browser.load("#/policy/try");
    browser.type("input[name=recipients]", "full@there.test");
    browser.press(Keys.ENTER);
    browser.see("bh-try table", "452 4.2.2 Full");
    assertThat(browser.hash()).contains("recipients=full");
    browser.reload();
    browser.see("bh-try table", "452 4.2.2 Full");
  }

  private static String value() {
    return value("document.querySelector('.editor textarea').value");
  }
}
