// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.CommandParser;
import org.blackhole.smtp.wire.Printable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths of MAIL and RCPT with their parameters, against the grammar of RFC 5321 4.1.2. */
class PathFuzzTest {

  private static final String WIDE = "\\x80-\\xff";
  private static final String ATOM = "[\\w!#$%&'*+\\-/=?^`{|}~" + WIDE + "]++";
  private static final String LABEL =
      "(?:[a-zA-Z\\d" + WIDE + "](?:[a-zA-Z\\d\\-" + WIDE + "]{0,61}[a-zA-Z\\d" + WIDE + "])?)";
  private static final String DOMAIN = LABEL + "(?:\\." + LABEL + ")*+";
  private static final String LOCAL =
      "(?:" + ATOM + "(?:\\." + ATOM + ")*+|\"(?:[ !#-\\[\\]-~" + WIDE + "]|\\\\[ -~])*+\")";
  private static final Pattern PATH =
      Pattern.compile(
          "<(?:@"
              + DOMAIN
              + "(?:,@"
              + DOMAIN
              + ")*+:)?(?<mailbox>"
              + LOCAL
              + "@(?<domain>"
              + DOMAIN
              + "|\\[[!-Z^-~]++\\]))>(?<rest>.*)",
          Pattern.DOTALL);
  private static final Pattern PARAMETERS =
      Pattern.compile("(?: ++[a-zA-Z\\d][a-zA-Z\\d\\-]*+(?:=[!-<>-~" + WIDE + "]++)?)*+[ \\t]*+");
  private static final int MAX_MAILBOX = 1024;
  private static final int MAX_DOMAIN = 255;

  static Stream<byte[]> seeds() {
    Stream<String> chosen =
        Stream.of(
            "<>",
            "<a@b.example>",
            "<\"a\\\" b\"@[IPv6:::1]> SIZE=1 BODY=8BITMIME",
            "<@x.example,@y:a@b>",
            "<postmaster>",
            "<\"\"@b>",
            "<a@b>SIZE=1",
            "<a@b> SIZE=",
            "<a@b>  x y=z x=",
            "<a.@b>",
            "<a@-b>",
            "<" + "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(64) + ">",
            "<\303\244@\303\266.example> SMTPUTF8",
            "<\303@b>",
            "<\"\\\303\244\"@b>",
            "<a@[x:y]>",
            "<a@[ipv6:1:2:3:4:5:6:7:8]>");
    Stream<String> lines =
        Seeds.lines()
            .filter(line -> line.toUpperCase(Locale.ROOT).matches("(MAIL FROM|RCPT TO):.*"))
            .map(line -> line.substring(line.indexOf(':') + 1));
    return Seeds.under(2, Stream.concat(chosen, lines));
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatTheGrammarTakesIsTaken(byte[] raw) {
    FuzzInput input = new FuzzInput(raw);
    boolean reverse = input.first(2) == 0;
    String text = input.latin1();
    Command command = parse(reverse, text);
    Address address = address(command);
    Matcher path = PATH.matcher(text);
    if (address == null) {
      assertThat(path.matches() && isWhole(path) && isBare(path.group("rest"))).isFalse();
      return;
    }
    boolean exempt = address.isNull() || address.domain().isEmpty();
    if (exempt) {
      assertThat(text.toLowerCase(Locale.ROOT)).startsWith(reverse ? "<>" : "<postmaster>");
      return;
    }
    assertThat(text).matches(PATH);
    assertThat(path.matches() && PARAMETERS.matcher(path.group("rest")).matches()).isTrue();
    assertThat(latin1(address.toString())).isEqualTo(path.group("mailbox"));
    assertThat(latin1(address.domain())).isEqualTo(path.group("domain"));
    assertThat(address.localPart() + "@" + address.domain()).isEqualTo(address.toString());
    assertThat(address(parse(reverse, "<" + path.group("mailbox") + ">"))).isEqualTo(address);
  }

  /** What the grammar alone does not say: lengths, what is text, and what an address literal is. */
  private static boolean isWhole(Matcher path) {
    String mailbox = path.group("mailbox");
    String domain = path.group("domain");
    return mailbox.length() <= MAX_MAILBOX
        && domain.length() <= MAX_DOMAIN
        && !domain.startsWith("[")
        && isText(mailbox);
  }

  private static boolean isBare(String rest) {
    return rest.chars().allMatch(c -> c == ' ');
  }

  private static boolean isText(String latin1) {
    try {
      CharSequence text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)));
      return text.length() == latin1.length() || Printable.isPrintable(text.toString());
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static Command parse(boolean reverse, String path) {
    byte[] line =
        ((reverse ? "MAIL FROM:" : "RCPT TO:") + path).getBytes(StandardCharsets.ISO_8859_1);
    return new CommandParser().command(line, line.length);
  }

  private static @Nullable Address address(Command command) {
    if (command instanceof Command.Mail mail) {
      check(mail.parameters());
      return mail.sender();
    }
    if (command instanceof Command.Rcpt rcpt) {
      check(rcpt.parameters());
      return rcpt.recipient();
    }
    assertThat(command).isInstanceOf(Command.Refused.class);
    return null;
  }

  private static void check(Map<String, String> parameters) {
    assertThat(parameters.keySet()).allMatch(keyword -> keyword.matches("[A-Z\\d][A-Z\\d-]*+"));
  }

  /** Octets as characters, whether the text came from ASCII or from UTF-8. */
  private static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
