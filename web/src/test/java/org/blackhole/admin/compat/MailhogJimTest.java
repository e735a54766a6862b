// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackhole.admin.compat.ToolCalls.value;

import org.blackhole.admin.KeptPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailhogJimTest {

  private static final String USUAL =
      "{'DisconnectChance':0.005,'AcceptChance':0.99,'LinkSpeedAffect':0.1,"
          + "'LinkSpeedMin':1024,'LinkSpeedMax':10240,'RejectSenderChance':0.05,"
          + "'RejectRecipientChance':0.05,'RejectAuthChance':0.05}";

  private static final String SENDERS =
      "{'DisconnectChance':0,'AcceptChance':1,'LinkSpeedAffect':0,'LinkSpeedMin':1024,"
          + "'LinkSpeedMax':10240,'RejectSenderChance':1,'RejectRecipientChance':0,"
          + "'RejectAuthChance':0}";

  private final KeptPolicy kept = new KeptPolicy();
  private final ToolCalls jim = new ToolCalls(new MailhogJim(kept.changes()), kept);

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void heIsNotThereUntilHeIsInvited() {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertThat(jim.send(method, "{}").status()).describedAs(method).isEqualTo(404);
    }
    assertThat(kept.current().number()).isEqualTo(1);
    assertThat(jim.send("POST", "")).isEqualTo(Answer.empty(201));
    assertThat(jim.get()).isEqualTo(USUAL);
    assertThat(jim.send("POST", "").status()).isEqualTo(400);
    assertThat(jim.send("DELETE", "")).isEqualTo(Answer.empty(200));
    assertThat(jim.rules()).isEmpty();
    assertThat(jim.send("GET", "").status()).isEqualTo(404);
  }

  @Test
  void whatHeDoesBecomesRules() {
    jim.send(
        "POST",
        "{'AcceptChance':0.9,'LinkSpeedAffect':0.2,'LinkSpeedMin':1250.4,"
            + "'LinkSpeedMax':12500,'DisconnectChance':0.5,'RejectSenderChance':0.25,"
            + "'RejectRecipientChance':0.125,'RejectAuthChance':1}");
    assertThat(jim.rules().stream().map(Object::toString).map(rule -> rule.replace('"', '\'')))
        .containsExactly(
            "{'name':'mailhog-accept','at':'connect','when':{'chance':0.1},"
                + "'then':{'close':true}}",
            "{'name':'mailhog-link-speed','at':'connect','when':{'chance':0.2},"
                + "'then':{'throttle':'1250/s..12500/s','throttleReplies':'1250/s..12500/s'}}",
            "{'name':'mailhog-disconnect','at':['helo','auth','mail','rcpt','data','message',"
                + "'vrfy','expn','etrn','rset','noop','help'],'when':{'chance':0.5},"
                + "'then':{'close':true}}",
            "{'name':'mailhog-sender','at':'mail','when':{'chance':0.25},"
                + "'then':{'reply':'550 Invalid sender {sender}'}}",
            "{'name':'mailhog-recipient','at':'rcpt','when':{'chance':0.125},"
                + "'then':{'reply':'550 Invalid recipient {recipient}'}}",
            "{'name':'mailhog-auth','at':'auth','when':{'chance':1},"
                + "'then':{'reply':'500 Unrecognised command'}}");
    assertThat(kept.current().by()).isEqualTo("vera");
  }

  @Test
  void whatIsSetIsReadBack() {
    jim.send("POST", SENDERS);
    assertThat(value(jim.get())).isEqualTo(value(SENDERS));
    assertThat(jim.send("PUT", USUAL)).isEqualTo(Answer.empty(200));
    assertThat(value(jim.get())).isEqualTo(value(USUAL));
  }

  @Test
  void whatIsLeftOutIsZero() {
    jim.send("POST", "{'RejectAuthChance':1.0}");
    assertThat(value(jim.get()).asJsonObject().getJsonNumber("AcceptChance").intValue()).isZero();
    assertThat(jim.get()).contains("'RejectAuthChance':1}").contains("'RejectSenderChance':0,");
  }

  @Test
  void invitedAgainHeIsAsHeWas() {
    jim.send("POST", SENDERS);
    jim.send("DELETE", "");
    jim.send("POST", "not JSON");
    assertThat(value(jim.get())).isEqualTo(value(SENDERS));
  }

  @Test
  void chancesOutOfRangeAreAlwaysOrNever() {
    jim.send(
        "POST",
        "{'AcceptChance':7,'RejectSenderChance':-1,'LinkSpeedMin':1e300,'LinkSpeedMax':-5}");
    assertThat(jim.get()).contains("'AcceptChance':1,").contains("'RejectSenderChance':0,");
    assertThat(jim.rules().get(1).getJsonObject("then").getString("throttle"))
        .isEqualTo("1/s..1099511627776/s");
  }

  @Test
  void aBodyThatCannotBeReadChangesNothing() {
    jim.send("POST", SENDERS);
    for (String body : new String[] {"", "{", "[]", "{'AcceptChance':'1'}"}) {
      assertThat(jim.refused("PUT", body)).describedAs(body).isNotEmpty();
    }
    assertThat(value(jim.get())).isEqualTo(value(SENDERS));
  }
}
