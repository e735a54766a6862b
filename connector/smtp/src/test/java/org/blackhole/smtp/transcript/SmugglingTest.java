// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.SessionSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SMTP smuggling: every ending made of CR, LF, NUL and dot, in every split, between a message and
 * commands that would be a second one. Only the one that RFC 5321 4.1.1.4 names ends content.
 */
class SmugglingTest {

  private static final String END = "\r\n.\r\n";
  private static final int LONGEST = 5;
  private static final char[] OCTETS = {'\r', '\n', '\0', '.'};
  private static final String OPEN =
      "EHLO client.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n";
  private static final String SMUGGLED =
      "MAIL FROM:<evil@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nevil\r\n.\r\n";

  @ParameterizedTest
  @EnumSource(Manners.BareLineBreaks.class)
  void noOtherEndingLetsASecondMessageIn(Manners.BareLineBreaks bare) {
    for (String ending : endings()) {
      String text = OPEN + "text" + ending + SMUGGLED;
      int whole = ending.contains(END) ? 2 : 1;
      for (int at = OPEN.length() + 3; at <= OPEN.length() + 5 + ending.length(); at++) {
        assertThat(senders(text, at, bare))
            .as(printable(ending) + " split at " + at)
            .hasSize(whole)
            .first()
            .isEqualTo("a@b.example");
      }
    }
  }

  private static List<String> endings() {
    List<String> endings = new ArrayList<>();
    List<String> last = List.of("");
    for (int length = 1; length <= LONGEST; length++) {
      List<String> longer = new ArrayList<>();
      for (String shorter : last) {
        for (char octet : OCTETS) {
          longer.add(shorter + octet);
        }
      }
      endings.addAll(longer);
      last = longer;
    }
    return endings;
  }

  /** Of each message that was complete, whether it was then taken or refused. */
  private static List<String> senders(String text, int split, Manners.BareLineBreaks bare) {
    List<String> senders = new ArrayList<>();
    Conversation conversation =
        new Conversation() {
          @Override
          public Verdict onMail(Envelope envelope) {
            senders.add(envelope.sender().toString());
            return Verdict.proceed();
          }
        };
    Manners d = Manners.DEFAULT;
    SessionSettings settings =
        SessionSettings.defaults("mx.example")
            .with(ContentInterest.BODY)
            .with(new Manners(bare, d.earlyTalk(), d.greetingDelay(), d.refuseHttp()));
    int[] pieces = {split, text.length()};
    int[] next = {0};
    try (MemoryLine line =
        new MemoryLine(
            settings, Scheme.SMTP, StartTls.OPTIONAL, conversation, () -> pieces[next[0]++])) {
      line.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return senders;
  }

  private static String printable(String octets) {
    return octets
        .replace("\r", "CR ")
        .replace("\n", "LF ")
        .replace("\0", "NUL ")
        .replace(".", "DOT ");
  }
}
