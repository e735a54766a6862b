// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.admin.compat.ToolCalls.value;

import org.blackhole.admin.KeptPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JamesBehaviorsTest {

  private static final String BOB =
      "{'condition':{'operator':'contains','matchingValue':'bob'},"
          + "'response':{'code':450,'message':'later','rejected':true},"
          + "'command':'RCPT TO','numberOfAnswer':3}";
  private static final String EVERYBODY =
      "{'condition':{'operator':'matchAll'},"
          + "'response':{'code':550,'message':'no','rejected':true},"
          + "'command':'MAIL FROM','numberOfAnswer':null}";

  private final KeptPolicy kept = new KeptPolicy();
  private final ToolCalls james =
      new ToolCalls(new JamesBehaviors(kept.inForce(), kept.changes()), kept);

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void behavioursBecomeRulesAndAreReadBackFromThem() {
    assertThat(james.get()).isEqualTo("[]");
    String both = "[" + BOB + "," + EVERYBODY + "]";
    assertThat(james.send("PUT", both)).isEqualTo(Answer.empty(204));
    assertThat(value(james.get())).isEqualTo(value(both));
    assertThat(james.rules().stream().map(Object::toString).map(rule -> rule.replace('"', '\'')))
        .containsExactly(
            "{'name':'james-1-1','at':'rcpt','when':{'recipient':'re:bob'},"
                + "'script':{'times':3},'then':{'reply':'450 later'}}",
            "{'name':'james-1-2','at':'mail','then':{'reply':'550 no'}}");
    assertThat(kept.current().by()).isEqualTo("vera");
    assertThat(james.send("DELETE", "")).isEqualTo(Answer.empty(204));
    assertThat(james.rules()).isEmpty();
    assertThat(james.get()).isEqualTo("[]");
  }

  /** The counts of a rule live on under its name: what is asked for anew needs a new one. */
  @Test
  void whatIsAskedForAnewIsCountedAnew() {
    james.send("PUT", "[" + BOB + "]");
    james.send("PUT", "[" + BOB + "]");
    assertThat(james.names()).containsExactly("james-2-1");
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT TO,rcpt",
    "MAIL FROM,mail",
    "EHLO,helo",
    "DATA,message",
    "RSET,rset",
    "VRFY,vrfy",
    "NOOP,noop",
    "QUIT,quit"
  })
  void everyCommandHasItsStage(String command, String stage) {
    String behavior = EVERYBODY.replace("MAIL FROM", command);
    james.send("PUT", "[" + behavior + "]");
    assertThat(james.rules().get(0).getString("at")).isEqualTo(stage);
    assertThat(value(james.get())).isEqualTo(value("[" + behavior + "]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a+b(c)[d]{e}", "^$|?*", "back\\\\slash", "\\u00e4", " "})
  void whatAnArgumentContainsIsNoExpression(String part) {
    String behavior = BOB.replace("bob", part);
    james.send("PUT", "[" + behavior + "]");
    assertThat(value(james.get())).isEqualTo(value("[" + behavior + "]"));
  }

  @Test
  void dotsStandForThemselves() {
    james.send("PUT", "[" + BOB.replace("bob", "a.b") + "]");
    assertThat(james.rules().get(0).getJsonObject("when").getString("recipient"))
        .isEqualTo("re:a\\.b");
  }

  @Test
  void whatMayBeLeftOutMayBe() {
    james.send(
        "PUT",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},"
            + "'response':{'code':250,'message':'OK'}}]");
    assertThat(james.get())
        .isEqualTo(
            "[{'condition':{'operator':'matchAll'},"
                + "'response':{'code':250,'message':'OK','rejected':false},"
                + "'command':'NOOP','numberOfAnswer':null}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[",
        "[1]",
        "[],'list':[]",
        "[{}]",
        "[{'command':'HELO','condition':{'operator':'matchAll'},'response':{'code':450,'message':''}}]",
        "[{'command':'NOOP','response':{'code':450,'message':'x'}}]",
        "[{'command':'NOOP','condition':{'operator':'equals'},'response':{'code':450,'message':'x'}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll','matchingValue':'x'},'response':{'code':450,'message':'x'}}]",
        "[{'command':'EHLO','condition':{'operator':'contains'},'response':{'code':450,'message':'x'}}]",
        "[{'command':'DATA','condition':{'operator':'contains','matchingValue':'x'},'response':{'code':450,'message':'x'}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'code':354,'message':'x'}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'message':'x'}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'code':450}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'code':450,'message':'a\\r\\nb'}}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'code':450,'message':'x'},'numberOfAnswer':0}]",
        "[{'command':'NOOP','condition':{'operator':'matchAll'},'response':{'code':450,'message':'x'},'more':0}]",
      })
  void whatCannotBeIsRefused(String body) {
    assertThat(james.refused("PUT", body)).isNotEmpty();
    assertThat(james.rules()).isEmpty();
  }
}
