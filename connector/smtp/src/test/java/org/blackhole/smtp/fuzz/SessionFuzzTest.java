// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.blackhole.smtp.api.ContentInterest;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.sasl.Mechanism;
import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.session.Compat;
import org.blackhole.smtp.session.Manners;
import org.blackhole.smtp.session.Manners.BareLineBreaks;
import org.blackhole.smtp.session.SessionLimits;
import org.blackhole.smtp.session.SessionSettings;
import org.blackhole.smtp.session.Xclient;
import org.blackhole.smtp.transcript.MemoryLine;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole session in memory, of each kind of listener. */
class SessionFuzzTest {

  private static final SessionSettings DEFAULT =
      SessionSettings.defaults("mx.example").with(ContentInterest.BODY);
  private static final SessionLimits TIGHT = new SessionLimits(200, 2, 3, 2, 64, 40, 50, 5);
  private static final AuthSettings AUTH =
      new AuthSettings(AuthSettings.Rule.REQUIRED, false, EnumSet.allOf(Mechanism.class), "secret");
  private static final Set<String> ON_REQUEST = Set.of("DELIVERBY", "MT-PRIORITY", "FUTURERELEASE");

  private static final List<SessionSettings> LISTENERS =
      List.of(
          DEFAULT,
          DEFAULT.with(Compat.KURA),
          DEFAULT.with(TIGHT).with(manners(BareLineBreaks.NORMALIZE)),
          DEFAULT.with(TIGHT).with(Compat.KURA).with(manners(BareLineBreaks.REFUSE)),
          DEFAULT.with(AUTH).with(Xclient.TRUSTED).with(ContentInterest.HEADERS),
          DEFAULT
              .with(Xclient.TRUSTED)
              .with(Set.of(), ON_REQUEST)
              .with(manners(BareLineBreaks.REFUSE)),
          DEFAULT
              .with(Set.of("ENHANCEDSTATUSCODES", "CHUNKING", "AUTH"), Set.of())
              .with(Xclient.DENIED));

  private static Manners manners(BareLineBreaks bare) {
    return new Manners(bare, Manners.EarlyTalk.GREET, Duration.ZERO, false);
  }

  /** What a session came to. */
  private record Heard(String replies, List<String> calls) {}

  static Stream<byte[]> seeds() {
    String begin = "EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n";
    return Stream.concat(
        Seeds.under(LISTENERS.size(), Seeds.all()),
        Seeds.under(
            2 * LISTENERS.size(),
            Stream.of(
                begin + "BDAT 3\r\na\r\nBDAT 0 LAST\r\n",
                begin + "BDAT 999999999999999999\r\na\r\nBDAT 0 LAST\r\n",
                begin + "DATA\r\nA: b\r\n\r\n" + "x\n".repeat(100) + "\r\n.\r\nQUIT\r\n",
                begin + "DATA\r\n.\r\nRCPT TO:<c@d>\r\nDATA\r\n",
                "EHLO c\r\nAUTH SCRAM-SHA-256\r\nbiwsbj1hLHI9Yg==\r\n*\r\nAUTH\r\n",
                "EHLO c\r\nSTARTTLS\r\nEHLO d\r\n",
                "EHLO c\r\nXCLIENT ADDR=IPV6:::1 NAME=+0D+0A HELO=x\r\nEHLO c\r\n",
                "EHLO c\r\nMAIL FROM:<\303\244@b> SMTPUTF8 ENVID=+0D\r\nVRFY \303\244\r\n")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyReplyIsWellFormed(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    SessionSettings settings = LISTENERS.get(input.first(LISTENERS.size()));
    boolean lmtp = input.second(2 * LISTENERS.size()) >= LISTENERS.size();
    Heard heard =
        input.inEverySplit(
            pieces -> talk(settings, lmtp ? Scheme.LMTP : Scheme.SMTP, input, pieces));
    assertThat(heard.calls()).filteredOn(call -> call.startsWith("end")).hasSize(1);
  }

  private static Heard talk(
      SessionSettings settings, Scheme scheme, FuzzInput input, List<byte[]> pieces) {
    Calls calls = new Calls(settings.limits());
    Iterator<byte[]> sizes = pieces.iterator();
    MemoryLine line =
        new MemoryLine(settings, scheme, StartTls.OPTIONAL, calls, () -> sizes.next().length);
    try (line) {
      line.send(input.octets());
    }
    String said = new String(line.said(), StandardCharsets.ISO_8859_1);
    checkReplies(said);
    // What a challenge asks is chosen at random.
    return new Heard(said.replaceAll("334 .*", "334"), calls.made());
  }

  private static void checkReplies(String said) {
    assertThat(said).endsWith("\r\n");
    String going = "";
    for (String line : said.substring(0, said.length() - 2).split("\r\n", -1)) {
      assertThat(line.length()).isLessThanOrEqualTo(Reply.MAX_LINE - 2);
      assertThat(line).matches("[2-5]\\d\\d[ -][\\t -~]*");
      assertThat(line).startsWith(going);
      going = line.charAt(3) == '-' ? line.substring(0, 3) : "";
    }
    assertThat(going).isEmpty();
  }
}
