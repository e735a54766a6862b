// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:9080",
        "LocalHost.:9080",
        "blackhole.localhost",
        "127.0.0.1",
        "127.8.8.8:9080",
        "[::1]:9443",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]:80",
      })
  void loopbackIsKnownByAllItsNames(String host) throws Exception {
    assertThat(hosts("").knows(host, LOOPBACK)).isTrue();
    assertThat(hosts("").knows(host, InetAddress.getByName("192.0.2.1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "evil.test",
        "evil.test:9080",
        "localhost.evil.test",
        "127.0.0.1.evil.test",
        "127.0.0.1.:evil",
        "evillocalhost",
        "localhost@evil.test",
        "localhost:9080:evil",
        "localhost/",
        "[::1",
        "[evil]",
        "[::1].evil.test",
        "2130706433",
        "0x7f.0.0.1",
        "127.0.0.256",
        "999.1.1.1",
        "[fade.de]",
        "0.0.0.0:9080",
        "[::]",
        "localhost, evil.test",
      })
  void everyOtherNameIsUnknown(String host) throws Exception {
    assertThat(hosts("").knows(host, LOOPBACK)).isFalse();
    assertThat(hosts("").knows(host, InetAddress.getByName("192.0.2.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "192.0.2.7:9443", "[2001:db8::7]:9443"})
  void anAddressIsKnownWhereItMayBeOurs(String host) throws Exception {
    assertThat(hosts("").knows(host, InetAddress.getByName("192.0.2.1"))).isTrue();
    assertThat(hosts("").knows(host, LOOPBACK)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "mail.test,mail.test:9443,true",
    "' Mail.Test , other.test ',OTHER.test.,true",
    "mail.test:9443,mail.test,true",
    "mail.test,www.mail.test,false",
    "2001:db8::7,[2001:DB8:0::7],true",
    "[2001:db8::7]:9443,[2001:db8::7],true",
    "192.0.2.7,192.0.2.7,true",
    "*,evil.test,true",
    "http://mail.test,mail.test,false",
  })
  void whatIsListedIsKnownEverywhere(String listed, String host, boolean known) {
    assertThat(hosts(listed).knows(host, LOOPBACK)).isEqualTo(known);
  }

  @Test
  void theNamesThatTheServerWasGivenAreKnown() {
    KnownHosts given =
        new KnownHosts(Optional.empty(), Optional.of("admin.test"), Optional.of("mx.test"));
    assertThat(given.knows("admin.test:9443", LOOPBACK)).isTrue();
    assertThat(given.knows("mx.test", LOOPBACK)).isTrue();
    assertThat(given.knows("other.test", LOOPBACK)).isFalse();
  }

  @Test
  void anAsteriskForEveryAddressOpensNoName() {
    KnownHosts everywhere =
        new KnownHosts(Optional.empty(), Optional.of("*"), Optional.of("0.0.0.0"));
    assertThat(everywhere.knows("evil.test", LOOPBACK)).isFalse();
  }

  @Test
  void aRequestForAnotherNameIsMisdirected() {
    HttpServletRequest evil =
        GateTest.request("GET", "127.0.0.1", false, Map.of("Host", "evil.test:9080"));
    assertThat(hosts("").refusal(evil)).isNotNull().extracting("status").isEqualTo(421);
    HttpServletRequest local =
        GateTest.request("GET", "127.0.0.1", false, Map.of("Host", "localhost:9080"));
    assertThat(hosts("").refusal(local)).isNull();
    HttpServletRequest old = GateTest.request("GET", "127.0.0.1", false, Map.of());
    assertThat(hosts("").refusal(old)).isNull();
  }

  static KnownHosts hosts(String allowed) {
    return new KnownHosts(
        Optional.of(allowed).filter(text -> !text.isEmpty()),
        Optional.of("127.0.0.1"),
        Optional.empty());
  }
}
