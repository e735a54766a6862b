// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.admin.access.ConsoleSessions.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSessionsTest {

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private Accounts accounts;
  private ConsoleSessions sessions;

  @BeforeEach
  void open() {
    AdminDirectory directory = new AdminDirectory(folder);
    Passwords passwords = new Passwords(new Pbkdf2());
    accounts = new Accounts(directory, passwords);
    new FirstAccount(accounts, directory, passwords, Optional.of("the password")).open();
    accounts.add("vera", Role.VIEWER, "vera's password");
    sessions = new ConsoleSessions(accounts, clock::get);
  }

  @Test
  void aSessionIsFoundByItsTokenAndKnowsItsCsrfToken() {
    Opened opened = openFor("vera");
    ConsoleSessions.Found found = sessions.find(opened.token()).orElseThrow();
    assertThat(found.account().name()).isEqualTo("vera");
    assertThat(found.matches(opened.csrf())).isTrue();
    assertThat(found.matches(opened.token())).isFalse();
    assertThat(sessions.find(opened.csrf())).isEmpty();
  }

  @Test
  void noTwoSessionsShareAToken() {
    assertThat(openFor("vera")).isNotEqualTo(openFor("vera"));
  }

  @Test
  void aSessionEndsWhenIdle() {
    Opened opened = openFor("vera");
    clock.addAndGet(Duration.ofMinutes(29).toNanos());
    assertThat(sessions.find(opened.token())).isPresent();
    clock.addAndGet(Duration.ofMinutes(29).toNanos());
    assertThat(sessions.find(opened.token())).isPresent();
    clock.addAndGet(Duration.ofMinutes(31).toNanos());
    assertThat(sessions.find(opened.token())).isEmpty();
  }

  @Test
  void toAskWhetherItIsOpenIsNoUseOfASession() {
    Opened opened = openFor("vera");
    clock.addAndGet(Duration.ofMinutes(29).toNanos());
    assertThat(sessions.isOpen(opened.token())).isTrue();
    clock.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(sessions.isOpen(opened.token())).isFalse();
    assertThat(sessions.isOpen(opened.csrf())).isFalse();
    assertThat(sessions.find(opened.token())).isEmpty();
  }

  @Test
  void aSessionInUseEndsAfterTwelveHours() {
    Opened opened = openFor("vera");
    for (int i = 0; i < 12 * 4; i++) {
      assertThat(sessions.find(opened.token())).isPresent();
      clock.addAndGet(Duration.ofMinutes(15).toNanos());
    }
    clock.addAndGet(1);
    assertThat(sessions.find(opened.token())).isEmpty();
  }

  @Test
  void aSessionEndsAtLogOut() {
    Opened opened = openFor("vera");
    sessions.close(opened.token());
    assertThat(sessions.find(opened.token())).isEmpty();
  }

  @Test
  void aSessionEndsWithItsAccountAndWithAChangeOfThePassword() {
    Opened first = openFor("vera");
    accounts.change("vera", null, "vera's other password");
    assertThat(sessions.find(first.token())).isEmpty();
    Opened second = openFor("vera");
    accounts.remove("vera");
    assertThat(sessions.find(second.token())).isEmpty();
  }

  @Test
  void aChangeOfTheRoleCountsInASessionThatIsOpen() {
    Opened opened = openFor("vera");
    accounts.change("vera", Role.OPERATOR, null);
    assertThat(sessions.find(opened.token()).orElseThrow().account().role())
        .isEqualTo(Role.OPERATOR);
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    Opened oldest = openFor("vera");
    Opened second = openFor("vera");
    for (int i = 0; i < 999; i++) {
      openFor("admin");
    }
    assertThat(sessions.find(oldest.token())).isEmpty();
    assertThat(sessions.find(second.token())).isPresent();
  }

  private Opened openFor(String name) {
    return sessions.open(accounts.find(name).orElseThrow());
  }
}
