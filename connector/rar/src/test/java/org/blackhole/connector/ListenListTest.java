// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackhole.smtp.api.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenListTest {

  private static List<ListenList.Entry> read(String text) {
    List<Fault> faults = new ArrayList<>();
    List<ListenList.Entry> entries = ListenList.parse(text, Settings.OF_SESSIONS, faults);
    assertThat(faults).isEmpty();
    return entries;
  }

  private static List<String> faults(String text) {
    List<Fault> faults = new ArrayList<>();
    ListenList.parse(text, Settings.OF_SESSIONS, faults);
    return faults.stream().map(Fault::sentence).toList();
  }

  @Test
  void readsSeveralListenersInTheirOrder() {
    assertThat(
            read(" mx=smtp://127.0.0.1:2525\n  smtps=smtps://[::1]:0 far-1=smtp://mx.example:25 "))
        .containsExactly(
            new ListenList.Entry("mx", Scheme.SMTP, "127.0.0.1", 2525, Map.of()),
            new ListenList.Entry("smtps", Scheme.SMTPS, "::1", 0, Map.of()),
            new ListenList.Entry("far-1", Scheme.SMTP, "mx.example", 25, Map.of()));
  }

  @Test
  void readsOptionsWithAmpersandOrSemicolon() {
    assertThat(read("a=smtp://0.0.0.0:1?mode=bounce&delay=1s..3s;hostname=a.test").get(0).options())
        .isEqualTo(Map.of("mode", "bounce", "delay", "1s..3s", "hostname", "a.test"));
  }

  @Test
  void decodesValues() {
    assertThat(read("a=smtp://0.0.0.0:1?tlsKeyAlias=two%20words%26%C3%A9").get(0).options())
        .isEqualTo(Map.of("tlsKeyAlias", "two words&é"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mx                                   | name=scheme://address:port
          mx=smtp:127.0.0.1:25                 | name=scheme://address:port
          mx=smtp://127.0.0.1                  | name=scheme://address:port
          mx=smtp://::1:25                     | name=scheme://address:port
          smtp://127.0.0.1:25                  | name=scheme://address:port
          mx=smtp://127.0.0.1:25/path          | name=scheme://address:port
          MX=smtp://127.0.0.1:25               | names a listener "MX"
          =smtp://127.0.0.1:25                 | names a listener ""
          1mx=smtp://127.0.0.1:25              | names a listener "1mx"
          m_x=smtp://127.0.0.1:25              | names a listener "m_x"
          mx=http://127.0.0.1:25               | the scheme "http"; allowed: smtp, smtps
          mx=://127.0.0.1:25                   | the scheme ""
          mx=smtp://:25                        | the address ""
          mx=smtp://127.0.0.256:25             | the address "127.0.0.256"
          mx=smtp://[::1:25                    | name=scheme://address:port
          mx=smtp://[::g]:25                   | the address "[::g]"
          mx=smtp://[127.0.0.1]:25             | the address "[127.0.0.1]"
          mx=smtp://a_b:25                     | the address "a_b"
          mx=smtp://127.0.0.1:                 | the port ""
          mx=smtp://127.0.0.1:smtp             | the port "smtp"
          mx=smtp://127.0.0.1:65536            | the port "65536"; allowed: 0 to 65535
          mx=smtp://127.0.0.1:-1               | the port "-1"
          mx=smtp://127.0.0.1:25?mode          | the option "mode"
          mx=smtp://127.0.0.1:25?              | the option ""
          mx=smtp://127.0.0.1:25?mode=a&       | the option ""
          mx=smtp://127.0.0.1:25?colour=red    | the option "colour=red"; allowed: option=value with
          mx=smtp://127.0.0.1:25?threads=1     | the option "threads=1"
          mx=smtp://127.0.0.1:25?listen=x      | the option "listen=x"
          mx=smtp://127.0.0.1:25?Mode=accept   | the option "Mode=accept"
          mx=smtp://127.0.0.1:25?mode=%2       | % followed by two hexadecimal digits
          mx=smtp://127.0.0.1:25?mode=%zz      | % followed by two hexadecimal digits
          mx=smtp://127.0.0.1:25?mode=%ff      | UTF-8
          mx=smtp://127.0.0.1:25?mode=a&mode=b | the option mode twice
          a=smtp://h:1 a=smtp://h:2            | of listener a is there twice
          a=smtp://h:1 b=smtps://H:1           | of listener b has the address of listener a, port 1
          a=smtp://0.0.0.0:1 b=smtp://127.0.0.1:1 | of listener b has the address of listener a
          a=smtp://[::1]:1 b=smtp://[0::0:1]:1 | of listener b has the address of listener a
          a=smtp://127.0.0.1:1 b=smtp://[::]:1 | of listener b has the address of listener a
          """)
  void tellsWhatIsWrong(String text, String message) {
    assertThat(faults(text)).singleElement().asString().contains(message);
  }

  @Test
  void letsSeveralListenersLeaveThePortToTheSystem() {
    assertThat(read("a=smtp://127.0.0.1:0 b=smtp://127.0.0.1:0")).hasSize(2);
  }

  @Test
  void letsOnePortServeOnSeveralAddresses() {
    assertThat(read("a=smtp://127.0.0.1:25 b=smtp://127.0.0.2:25 c=smtp://[::1]:25")).hasSize(3);
  }
}
