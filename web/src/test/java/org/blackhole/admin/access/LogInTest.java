// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.blackhole.admin.access.LogIn.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private final Pbkdf2 pbkdf2 = new Pbkdf2();
  private final Passwords passwords = new Passwords(pbkdf2);
  private final AtomicLong clock = new AtomicLong();
  private Accounts accounts;
  private LogIn logIn;

  @BeforeEach
  void open() {
    AdminDirectory directory = new AdminDirectory(folder);
    accounts = new Accounts(directory, passwords);
    new FirstAccount(accounts, directory, passwords, Optional.of("the password")).open();
    logIn = new LogIn(accounts, passwords, new LoginThrottle(clock::get));
  }

  @Test
  void hashingIsSlowOnPurpose() {
    assertThat(pbkdf2.parameters())
        .containsEntry("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512")
        .containsEntry("Pbkdf2PasswordHash.Iterations", "210000");
  }

  @Test
  void aRightLogInIsHashedOnceAndKnownFromThenOn() {
    for (int i = 0; i < 5; i++) {
      assertThat(check("admin", "the password")).isInstanceOf(Result.Granted.class);
    }
    assertThat(pbkdf2.verified).hasValue(1);
  }

  @Test
  void anUnknownNameTakesAsMuchWorkAsAWrongPassword() {
    assertThat(check("nobody", "the password")).isInstanceOf(Result.Refused.class);
    assertThat(pbkdf2.verified).hasValue(1);
    assertThat(check("admin", "wrong")).isInstanceOf(Result.Refused.class);
    assertThat(pbkdf2.verified).hasValue(2);
  }

  @Test
  void aChangedPasswordCountsAtOnce() {
    check("admin", "the password");
    accounts.change("admin", null, "the new password");
    assertThat(check("admin", "the password")).isInstanceOf(Result.Refused.class);
    assertThat(check("admin", "the new password")).isInstanceOf(Result.Granted.class);
  }

  @Test
  void anAccountThatIsGoneIsRefusedAtOnce() {
    accounts.add("vera", Role.VIEWER, "vera's password");
    assertThat(check("vera", "vera's password")).isInstanceOf(Result.Granted.class);
    accounts.remove("vera");
    assertThat(check("vera", "vera's password")).isInstanceOf(Result.Refused.class);
  }

  @Test
  void guessesAreTurnedAwayUnheardAfterAWhileAndTheRightOneToo() {
    for (int i = 0; i < 4; i++) {
      assertThat(check("admin", "guess " + i)).isInstanceOf(Result.Refused.class);
    }
    int before = pbkdf2.verified.get();
    assertThat(check("admin", "the password")).isInstanceOf(Result.TooMany.class);
    assertThat(pbkdf2.verified).hasValue(before);
    clock.addAndGet(1_000_000_000L);
    assertThat(check("admin", "the password")).isInstanceOf(Result.Granted.class);
  }

  @Test
  void anAccountOfOnesOwnDoesNotSpeedUpGuessingAtAnother() {
    accounts.add("mallory", Role.VIEWER, "mallory's own");
    int heard = 0;
    for (int i = 0; i < 50; i++) {
      check("mallory", "mallory's own");
      heard += check("admin", "guess " + i) instanceof Result.Refused ? 1 : 0;
    }
    assertThat(heard).isEqualTo(4);
    assertThat(check("mallory", "mallory's own")).isInstanceOf(Result.Granted.class);
  }

  @Test
  void aRightLogInThatIsKnownAlreadyMakesUpForNothing() {
    check("admin", "the password");
    for (int i = 0; i < 3; i++) {
      check("admin", "guess " + i);
      check("admin", "the password");
    }
    check("admin", "the fourth guess");
    assertThat(check("admin", "the password")).isInstanceOf(Result.TooMany.class);
  }

  @Test
  void aScriptWithAnOldPasswordLocksNobodyOut() {
    for (int i = 0; i < 1000; i++) {
      assertThat(check("admin", "old password")).isInstanceOf(Result.Refused.class);
    }
    assertThat(pbkdf2.verified).hasValue(1);
    assertThat(check("admin", "the password")).isInstanceOf(Result.Granted.class);
  }

  @Test
  void aPasswordOfEndlessLengthIsNotHashed() {
    assertThat(check("admin", "x".repeat(100_000))).isInstanceOf(Result.Refused.class);
    assertThat(pbkdf2.verified).hasValue(0);
  }

  @Test
  void whileAccountsCannotBeReadNobodyIsLetIn() {
    accounts.fail("The disk is gone.");
    assertThat(check("admin", "the password"))
        .isEqualTo(new Result.Unavailable("The disk is gone."));
  }

  @Test
  void manyAtOnceWithTheRightPasswordAreHashedFewTimesAndAllGetAnAnswer() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Result>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(
            threads.submit(
                () -> {
                  go.await();
                  return check("admin", "the password");
                }));
      }
      go.countDown();
      int granted = 0;
      for (Future<Result> answer : answers) {
        Result result = answer.get();
        assertThat(result).isNotInstanceOf(Result.Refused.class);
        granted += result instanceof Result.Granted ? 1 : 0;
      }
      assertThat(granted).isPositive();
      assertThat(pbkdf2.verified.get()).isBetween(1, 2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aServerThatHasNoTurnLeftBlamesItselfAndSaysWhenToComeBack() throws Exception {
    CountDownLatch all = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    pbkdf2.whileVerifying(
        () -> {
          all.countDown();
          go.await();
        });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 2; i++) {
        String guess = "guess " + i;
        threads.execute(() -> check("admin", guess));
      }
      all.await();
      Result busy = check("admin", "the password");
      assertThat(busy).isEqualTo(new Result.Busy(Duration.ofSeconds(1)));
      assertThat(Refusals.problem(busy).status()).isEqualTo(503);
      assertThat(Refusals.retryAfter(busy)).contains("1");
    } finally {
      go.countDown();
      threads.shutdownNow();
    }
  }

  private Result check(String name, String password) {
    return logIn.check(name, password, HERE);
  }
}
