// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.blackhole.smtp.api.Handshake.Certificate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 5280 5: the list of what the test CA has revoked. */
class RevocationListTest {

  private static final String CRL_NUMBER = "2.5.29.20";

  @TempDir private Path folder;
  private final SetClock clock = new SetClock();

  private TestAuthority authority() {
    return new TestAuthority(folder, clock);
  }

  private BigInteger revokeOne() throws Exception {
    return new TestCertificates(authority(), List.of(), clock)
        .make(Certificate.REVOKED)
        .material()
        .certificate()
        .getSerialNumber();
  }

  private static Set<BigInteger> serials(X509CRL list) {
    Set<BigInteger> serials = new HashSet<>();
    Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> serials.add(entry.getSerialNumber()));
    }
    return serials;
  }

  @Test
  void isSignedByTheAuthorityAndMadeWithIt() throws Exception {
    X509CRL list = authority().revocationList();
    list.verify(authority().certificate().orElseThrow().getPublicKey());
    assertThat(list.getIssuerX500Principal().getName()).isEqualTo("CN=" + TestAuthority.NAME);
    assertThat(serials(list)).isEmpty();
    assertThat(list.getThisUpdate().toInstant()).isBefore(clock.instant());
    assertThat(list.getNextUpdate().toInstant()).isAfter(clock.instant().plus(Duration.ofDays(6)));
  }

  @Test
  void outlivesTheServer() throws Exception {
    BigInteger first = revokeOne();
    BigInteger second = revokeOne();
    assertThat(serials(authority().revocationList())).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void ofTwoListsTheLaterHasTheHigherNumber() throws Exception {
    BigInteger first = number(authority().revocationList());
    clock.pass(Duration.ofSeconds(1));
    assertThat(number(authority().revocationList())).isGreaterThan(first);
  }

  private static BigInteger number(X509CRL list) throws IOException {
    byte[] value = ASN1OctetString.getInstance(list.getExtensionValue(CRL_NUMBER)).getOctets();
    return ASN1Integer.getInstance(value).getValue();
  }

  @Test
  void forgetsWhatHasLongExpired() throws Exception {
    BigInteger old = revokeOne();
    clock.pass(Duration.ofDays(31));
    BigInteger fresh = revokeOne();
    assertThat(serials(authority().revocationList())).containsExactlyInAnyOrder(old, fresh);
    clock.pass(Duration.ofDays(7));
    assertThat(serials(authority().revocationList())).containsExactly(fresh);
    try (var files = Files.list(folder.resolve("ca-revoked"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void letsAloneWhatItDoesNotKnow() throws Exception {
    BigInteger revoked = revokeOne();
    Path stranger = Files.writeString(folder.resolve("ca-revoked/README"), "not ours");
    assertThat(serials(authority().revocationList())).containsExactly(revoked);
    assertThat(stranger).exists();
  }

  @Test
  void losesNothingWhenSeveralRevokeAtOnce() throws Exception {
    authority().open();
    List<BigInteger> revoked =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  try {
                    return revokeOne();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();
    assertThat(serials(authority().revocationList())).containsExactlyInAnyOrderElementsOf(revoked);
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws Exception {
    Files.writeString(folder.resolve("ca-revoked"), "no folder");
    assertThatThrownBy(() -> authority().revocationList())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca-revoked");
    assertThatThrownBy(this::revokeOne)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ca-revoked");
  }

  @Test
  void inMemoryItIsTheSame() throws Exception {
    TestAuthority authority = TestAuthority.inMemory();
    assertThat(authority.certificate()).isEmpty();
    BigInteger revoked =
        new TestCertificates(authority, List.of())
            .make(Certificate.REVOKED)
            .material()
            .certificate()
            .getSerialNumber();
    X509CRL list = authority.revocationList();
    list.verify(authority.certificate().orElseThrow().getPublicKey());
    assertThat(serials(list)).containsExactly(revoked);
  }
}
