// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @Test
  void ofThisMachineCanStandInAGreeting() {
    String name = HostName.ofThisMachine();

    assertThat(HostName.require(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "127.0.0.1"})
  void knowsIpv4(String text) {
    assertThat(HostName.isIpv4(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "1.2.3.4.5", "1.2.3.", "01.2.3.4", "1.2.3.256", "", "1.2.3.4."})
  void knowsWhatIsNotIpv4(String text) {
    assertThat(HostName.isIpv4(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "2001:db8::1", "::ffff:192.0.2.1"})
  void knowsIpv6(String text) {
    assertThat(HostName.isIpv6(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.2.3.4", ":::", "2001:db8", "::1%eth0", "1:2:3:4:5:6:7:8:9", ""})
  void knowsWhatIsNotIpv6(String text) {
    assertThat(HostName.isIpv6(text)).isFalse();
  }
}
