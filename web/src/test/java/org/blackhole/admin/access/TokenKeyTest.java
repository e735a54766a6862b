// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenKeyTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"RSA,2048,RS256", "EC,256,ES256"})
  void theKeySaysWhichAlgorithmCounts(String kind, int bits, String algorithm) throws Exception {
    assertThat(TokenKey.find(Optional.of(pem(kind, bits)), Optional.empty()))
        .map(TokenKey::algorithm)
        .hasValue(algorithm);
  }

  @ParameterizedTest
  @CsvSource({"RSA,1024", "EC,384", "DSA,2048"})
  void aKeyThatIsTooShortOrOfAnotherKindIsRefused(String kind, int bits) throws Exception {
    Optional<String> pem = Optional.of(pem(kind, bits));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenKey.find(pem, Optional.empty()))
        .withMessage("the key has to be RSA of at least 2048 bits, or EC P-256, as PEM");
  }

  @Test
  void aFileIsNamedByItsPathOrAsUri() throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), pem("EC", 256));
    for (String location : new String[] {file.toString(), file.toUri().toString()}) {
      assertThat(TokenKey.find(Optional.of(" "), Optional.of(location))).isPresent();
    }
  }

  @Test
  void whatIsBlankIsNotSet() {
    assertThat(TokenKey.find(Optional.of(" "), Optional.of(""))).isEmpty();
  }

  @Test
  void aFileThatIsNotThereAndTextThatIsNoPemAreTold() {
    Optional<String> missing = Optional.of(folder.resolve("missing.pem").toString());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenKey.find(Optional.empty(), missing))
        .withMessageContaining("missing.pem cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenKey.find(Optional.of("{}"), Optional.empty()))
        .withMessage("the key is not PEM with BEGIN PUBLIC KEY");
  }

  @Test
  void aSignatureOfTheWrongLengthVerifiesNothing() throws Exception {
    TokenKey key = TokenKey.find(Optional.of(pem("EC", 256)), Optional.empty()).orElseThrow();
    byte[] content = "x".getBytes(StandardCharsets.UTF_8);
    assertThat(key.verifies(content, new byte[0])).isFalse();
    assertThat(key.verifies(content, new byte[64])).isFalse();
    assertThat(key.verifies(content, new byte[65])).isFalse();
  }

  private static String pem(String kind, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
