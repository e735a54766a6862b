// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.blackhole.smtp.wire.AddressLiteral;
import org.blackhole.smtp.wire.Command;
import org.blackhole.smtp.wire.CommandParser;
import org.junit.jupiter.params.provider.MethodSource;

/** Address literals (RFC 5321 4.1.3), alone and within a path. */
class AddressLiteralFuzzTest {

  private static final String TAG = "IPv6:";
  private static final String SNUM = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(SNUM + "(?:\\." + SNUM + "){3}");
  private static final Pattern IPV6 =
      Pattern.compile("(?i)(?:IPv6:)?[0-9a-f:]*(?::" + IPV4.pattern() + ")?");

  static Stream<byte[]> seeds() {
    return Seeds.under(
        1,
        Stream.of(
            "192.0.2.1",
            "IPv6:2001:db8::1",
            "ipv6:::",
            "IPv6:::ffff:192.0.2.1",
            "IPv6:1:2:3:4:5:6:7:8",
            "IPv6:1:2:3:4:5:6:192.0.2.1",
            "IPv6:1:2:3:4:5:6:7:192.0.2.1",
            "IPv6:1::2::3",
            "IPv6:fe80::1%eth0",
            "2001:db8::1",
            "256.0.0.1",
            "1.2.3",
            "01.2.3.4",
            "x:y",
            "IPv6:192.0.2.1",
            "IPv6:::1.2.3.4"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatIsTakenIsAnAddress(byte[] raw) {
    String text = new FuzzInput(raw).text();
    InetAddress address = AddressLiteral.address(text);
    boolean four = IPV4.matcher(text).matches();
    boolean tagged = text.regionMatches(true, 0, TAG, 0, TAG.length());
    if (four || tagged) {
      assertThat(isTakenInPath(text)).isEqualTo(address != null);
    }
    if (address == null) {
      assertThat(four).isFalse();
      return;
    }
    assertThat(text).matches(text.indexOf(':') < 0 ? IPV4 : IPV6);
    String plain = address.getHostAddress();
    String again = address instanceof Inet4Address ? plain : TAG + plain;
    assertThat(AddressLiteral.address(again)).isEqualTo(address);
  }

  private static boolean isTakenInPath(String literal) {
    byte[] line = ("RCPT TO:<a@[" + literal + "]>").getBytes(StandardCharsets.UTF_8);
    return new CommandParser().command(line, line.length) instanceof Command.Rcpt rcpt
        && rcpt.recipient().domain().equals("[" + literal + "]");
  }
}
