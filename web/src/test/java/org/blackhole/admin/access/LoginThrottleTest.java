// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private static final String NAME = "admin";

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final LoginThrottle throttle = new LoginThrottle(clock::get);
  private int guess;

  @Test
  void threeFailuresAreFree() {
    fail("192.0.2.1", 3);
    assertThat(wait("192.0.2.1")).isZero();
  }

  @Test
  void eachFurtherFailureDoublesTheWaitUpToAMinute() {
    fail("192.0.2.1", 3);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      fail("192.0.2.1", 1);
      assertThat(wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(seconds));
      pass(Duration.ofSeconds(seconds));
      assertThat(wait("192.0.2.1")).isZero();
    }
  }

  @Test
  void othersDoNotWait() {
    fail("192.0.2.1", 10);
    assertThat(wait("192.0.2.2")).isZero();
  }

  @Test
  void oneClientHasAWholeNetworkOfIpv6Addresses() {
    for (int i = 1; i <= 10; i++) {
      fail("2001:db8:0:1::" + i, 1);
    }
    assertThat(wait("2001:db8:0:1::ffff")).isPositive();
    assertThat(wait("2001:db8:0:2::1")).isZero();
  }

  @Test
  void aRightLogInMakesUpForFailuresOfItsOwnNameAlone() {
    fail("192.0.2.1", 4);
    throttle.succeeded(address("192.0.2.1"), "mallory");
    assertThat(wait("192.0.2.1")).isPositive();
    throttle.succeeded(address("192.0.2.1"), NAME);
    assertThat(wait("192.0.2.1")).isZero();
  }

  @Test
  void whoHasAnAccountDoesNotGuessFasterForIt() {
    int heard = 0;
    for (int i = 0; i < 100; i++) {
      if (wait("192.0.2.1").isZero()) {
        fail("192.0.2.1", 1);
        heard++;
      }
      throttle.succeeded(address("192.0.2.1"), "mallory");
    }
    assertThat(heard).isEqualTo(4);
  }

  @Test
  void anAddressThatTriesNameAfterNameWaitsTooAndNoLogInMakesUpForThat() {
    for (int i = 0; i < 11; i++) {
      assertThat(throttle.wait(address("192.0.2.1"), "name " + i)).isZero();
      throttle.failed(address("192.0.2.1"), "name " + i, "guess");
    }
    for (int i = 0; i < 11; i++) {
      throttle.succeeded(address("192.0.2.1"), "name " + i);
    }
    assertThat(wait("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
    assertThat(wait("192.0.2.2")).isZero();
  }

  @Test
  void anotherNameAtTheSameAddressNeedNotWaitForAFewFailures() {
    fail("192.0.2.1", 5);
    assertThat(throttle.wait(address("192.0.2.1"), "vera")).isZero();
  }

  @Test
  void timeMakesUpForFailures() {
    fail("192.0.2.1", 20);
    pass(Duration.ofMinutes(16));
    fail("192.0.2.1", 3);
    assertThat(wait("192.0.2.1")).isZero();
  }

  @Test
  void theSameWrongLogInAgainIsKnown() {
    throttle.failed(address("192.0.2.1"), NAME, "old password");
    assertThat(isRepeated("192.0.2.1", NAME, "old password")).isTrue();
    assertThat(isRepeated("192.0.2.1", NAME, "another")).isFalse();
    assertThat(isRepeated("192.0.2.1", "vera", "old password")).isFalse();
    assertThat(isRepeated("192.0.2.2", NAME, "old password")).isFalse();
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 30_000; i++) {
      fail("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 1);
    }
    assertThat(throttle.size()).isEqualTo(20_000);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(address(address), NAME, "guess " + guess++);
    }
  }

  private Duration wait(String address) {
    return throttle.wait(address(address), NAME);
  }

  private boolean isRepeated(String address, String name, String tag) {
    return throttle.isRepeated(address(address), name, tag);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
