// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressRatesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong now = new AtomicLong(-1_000_000);
  private final AddressRates rates = new AddressRates(new ConnectionRate(3, MINUTE), now::get);

  private static long key(String address) throws Exception {
    return ClientKey.of(InetAddress.getByName(address));
  }

  private int takenBy(long client, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += rates.take(client) ? 1 : 0;
    }
    return taken;
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void soManyComeAtOnceAndThenAsManyEvenlyOverTheTime() throws Exception {
    long client = key("192.0.2.1");
    assertThat(takenBy(client, 5)).isEqualTo(3);
    pass(Duration.ofSeconds(19));
    assertThat(takenBy(client, 1)).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(takenBy(client, 2)).isOne();
    pass(MINUTE);
    assertThat(takenBy(client, 5)).isEqualTo(3);
  }

  @Test
  void whatIsRefusedTakesNothing() throws Exception {
    long client = key("192.0.2.1");
    takenBy(client, 1000);
    pass(Duration.ofSeconds(20));
    assertThat(takenBy(client, 1)).isOne();
  }

  @Test
  void othersAreLeftAlone() throws Exception {
    takenBy(key("192.0.2.1"), 5);
    assertThat(takenBy(key("192.0.2.2"), 5)).isEqualTo(3);
    assertThat(takenBy(key("2001:db8::1"), 5)).isEqualTo(3);
    assertThat(takenBy(key("2001:db8:1::1"), 5)).isEqualTo(3);
  }

  @Test
  void aSiteOfIpv6IsOneClient() throws Exception {
    assertThat(key("2001:db8:0:1::1")).isEqualTo(key("2001:db8:0:1:ffff::2"));
    assertThat(key("2001:db8:0:1::1")).isNotEqualTo(key("2001:db8:0:2::1"));
    assertThat(key("192.0.2.1")).isEqualTo(key("::ffff:192.0.2.1"));
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    assertThat(key("::1")).isNotEqualTo(key("0.0.0.0"));
  }

  @Test
  void whoHasUsedUpAllIsNotForgottenForAMillionOthers() throws Exception {
    long client = key("192.0.2.1");
    takenBy(client, 3);
    for (long stranger = 0; stranger < 1_000_000; stranger++) {
      rates.take(0x2001_0db8_0000_0000L + stranger);
    }
    assertThat(takenBy(client, 1)).isZero();
  }

  @Test
  void aRateIsANumberAndATime() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionRate(-1, MINUTE));
    assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionRate(1, Duration.ZERO));
    assertThat(ConnectionRate.NONE.isLimited()).isFalse();
  }
}
