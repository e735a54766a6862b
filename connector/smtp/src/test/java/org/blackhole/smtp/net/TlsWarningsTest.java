// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.blackhole.smtp.net.TlsTestKeys.Fixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with certificates that serve all the same. */
class TlsWarningsTest {

  private static final Duration YEAR = Duration.ofDays(365);

  private final SetClock clock = new SetClock();

  @TempDir private Path folder;

  @Test
  void aCertificateIsToldFourteenDaysBeforeItsEndAndFromThenOn() throws Exception {
    Instant end = clock.instant().plus(YEAR);
    TlsContext context = open(new Fixed(TlsTestKeys.ec("mx.example", end)));
    try {
      assertThat(context.warnings()).isEmpty();

      clock.pass(YEAR.minusDays(14).minusSeconds(1));
      assertThat(context.warnings()).isEmpty();
      clock.pass(Duration.ofSeconds(1));
      assertThat(context.warnings())
          .containsExactly(
              "The certificate CN=mx.example of the fixed key expires at " + end + ".");

      clock.pass(Duration.ofDays(14).plusSeconds(1));
      assertThat(context.warnings())
          .containsExactly(
              "The certificate CN=mx.example of the fixed key expired at "
                  + end
                  + "; clients that check it refuse it.");

      clock.pass(Duration.ofDays(-700));
      assertThat(context.warnings()).singleElement().asString().contains(" is not valid before ");
    } finally {
      context.close();
    }
  }

  @Test
  void anExpiredCertificateServesAndARenewedOneEndsTheWarning() throws Exception {
    Fixed source =
        new Fixed(TlsTestKeys.ec("old.example", clock.instant().minus(Duration.ofDays(1))));
    TlsContext context = open(source);
    try (TlsTestServer server = new TlsTestServer(context)) {
      assertThat(new TlsTestClient().visit(server.port())).contains("old.example");
      assertThat(context.warnings()).singleElement().asString().contains(" expired at ");

      source.set(TlsTestKeys.ec("new.example", clock.instant().plus(YEAR)));
      assertThat(context.refresh()).isTrue();
      assertThat(context.warnings()).isEmpty();
      assertThat(new TlsTestClient().visit(server.port())).contains("new.example");
    } finally {
      context.close();
    }
  }

  @Test
  void anExpiredOneIsTakenUpWhenItComesAndTold() throws Exception {
    Fixed source = new Fixed(TlsTestKeys.ec("good.example", clock.instant().plus(YEAR)));
    TlsContext context = open(source);
    try {
      source.set(TlsTestKeys.ec("late.example", clock.instant().minus(Duration.ofDays(1))));
      assertThat(context.refresh()).isTrue();
      assertThat(context.warnings())
          .singleElement()
          .asString()
          .startsWith("The certificate CN=late.example of the fixed key expired at ");
    } finally {
      context.close();
    }
  }

  @Test
  void aChangeThatCannotBeReadIsToldUntilItCan() throws Exception {
    TlsMaterial material = TlsTestKeys.ec("kept.example", clock.instant().plus(YEAR));
    Path chain = TlsTestKeys.pem(folder.resolve("chain.pem"), material.chain().get(0));
    Path key = TlsTestKeys.pem(folder.resolve("key.pem"), TlsTestKeys.pkcs8(material.key()));
    TlsContext context = open(new TlsPemFiles(chain, key, null));
    try (TlsTestServer server = new TlsTestServer(context)) {
      Path aside = Files.move(chain, folder.resolve("aside.pem"));
      assertThat(context.refresh()).isFalse();
      assertThat(context.warnings())
          .singleElement()
          .asString()
          .contains("the certificate before it stays in use")
          .contains("chain.pem");
      Files.createDirectory(chain);
      assertThat(context.refresh()).isFalse();
      assertThat(context.warnings()).hasSize(1);
      assertThat(new TlsTestClient().visit(server.port())).contains("kept.example");

      Files.move(aside, chain, StandardCopyOption.REPLACE_EXISTING);
      assertThat(context.refresh()).isFalse();
      assertThat(context.warnings()).isEmpty();
    } finally {
      context.close();
    }
  }

  @Test
  void oneOfOurOwnIsMadeAnewWhenTheClockIsPutBackBeforeItsBeginning() throws Exception {
    TlsSelfMade source = new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example"), clock);
    TlsContext context = open(source);
    try {
      clock.pass(Duration.ofHours(-1));
      assertThat(context.refresh()).isFalse();
      assertThat(context.warnings()).isEmpty();

      clock.pass(Duration.ofDays(-1));
      assertThat(context.refresh()).isTrue();
      assertThat(context.warnings()).isEmpty();
      assertThat(new TestAuthority(folder, clock).certificate().orElseThrow().getNotBefore())
          .isBefore(Date.from(clock.instant()));

      clock.pass(Duration.ofDays(400));
      assertThat(context.refresh()).isTrue();
      assertThat(context.warnings()).isEmpty();
    } finally {
      context.close();
    }
  }

  @Test
  void whereTheDiskTakesNoFilesOneOfOurOwnServesFromMemoryUntilItDoes() throws Exception {
    Path state = folder.resolve("state");
    Path inTheWay = Files.createSymbolicLink(state, folder.resolve("not/there"));
    TestAuthority authority = new TestAuthority(state, clock);
    TlsSelfMade source =
        new TlsSelfMade(state.resolve("tls.p12"), List.of("mx.example"), authority);
    TlsContext context = open(source);
    try (TlsTestServer server = new TlsTestServer(context)) {
      assertThat(new TlsTestClient().visit(server.port())).contains("mx.example");
      assertThat(context.warnings())
          .singleElement()
          .asString()
          .contains("tls.p12 cannot be written")
          .contains("from memory");
      assertThat(context.refresh()).isFalse();
      var before = source.load();
      before.get(0).certificate().verify(authority.open().getPublicKey());

      Files.delete(inTheWay);
      context.refresh();
      context.refresh();
      assertThat(context.warnings()).isEmpty();
      assertThat(new TestAuthority(state, clock).certificate()).contains(authority.open());
      assertThat(new TlsSelfMade(state.resolve("tls.p12"), List.of("mx.example"), authority).load())
          .isEqualTo(before);
    } finally {
      context.close();
    }
  }

  @Test
  void theAuthorityOutlivesAClockThatWasWrongForAWhile() throws Exception {
    TestAuthority authority = new TestAuthority(folder, clock);
    var made = authority.open();
    clock.pass(Duration.ofDays(-20_000));
    new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example"), clock).load();
    clock.pass(Duration.ofDays(20_000));
    new TlsSelfMade(folder.resolve("tls.p12"), List.of("mx.example"), clock).load();

    assertThat(authority.open()).isEqualTo(made);
  }

  private TlsContext open(TlsSource source) throws Exception {
    return TlsContext.open(
        source,
        new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), TlsSettings.Provider.AUTO),
        new TestCertificates(TestAuthority.inMemory(), List.of()),
        clock);
  }
}
