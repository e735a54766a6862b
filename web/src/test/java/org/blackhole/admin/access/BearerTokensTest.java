// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.blackhole.admin.access.TokenVerifier.Bearer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair EC = pair("EC", 256);

  @TempDir Path folder;

  @Test
  void aTokenNamesItsBearerAndTheRolesAmongItsGroups() throws Exception {
    String claims =
        claims().add("groups", Json.createArrayBuilder(List.of("operator", "staff"))).build() + "";
    for (KeyPair pair : List.of(RSA, EC)) {
      assertThat(verifier(pair).verify(sign(pair, claims)))
          .hasValue(new Bearer("ci", Set.of("viewer", "operator")));
    }
  }

  @Test
  void aTokenWithoutRolesHasNone() throws Exception {
    assertThat(verifier(RSA).verify(sign(RSA, claims().build() + "")))
        .hasValue(new Bearer("ci", Set.of()));
  }

  @Test
  void theNameIsTheFirstThatTheTokenHas() throws Exception {
    String both = claims().add("upn", "vera@example.test").build() + "";
    assertThat(verifier(RSA).verify(sign(RSA, both)))
        .map(Bearer::name)
        .hasValue("vera@example.test");
    String none = claims().remove("sub").build() + "";
    assertThat(verifier(RSA).verify(sign(RSA, none))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"iss\":\"https://issuer.test\",\"aud\":\"blackhole\",\"sub\":\"ci\"}",
        "{\"iss\":\"https://issuer.test\",\"aud\":\"blackhole\",\"sub\":\"ci\",\"exp\":1799999900}",
        "{\"iss\":\"https://issuer.test\",\"aud\":\"blackhole\",\"sub\":\"ci\",\"exp\":\"1800000600\"}",
        "{\"iss\":\"https://other.test\",\"aud\":\"blackhole\",\"sub\":\"ci\",\"exp\":1800000600}",
        "{\"aud\":\"blackhole\",\"sub\":\"ci\",\"exp\":1800000600}",
        "{\"iss\":\"https://issuer.test\",\"aud\":\"else\",\"sub\":\"ci\",\"exp\":1800000600}",
        "{\"iss\":\"https://issuer.test\",\"sub\":\"ci\",\"exp\":1800000600}",
        "{\"iss\":\"https://issuer.test\",\"aud\":\"blackhole\",\"sub\":\"\",\"exp\":1800000600}",
        "{\"iss\":\"https://issuer.test\",\"aud\":\"blackhole\",\"sub\":\"ci\",\"exp\":1800000600,\"nbf\":1800000100}",
        "[]",
        "nonsense"
      })
  void aTokenThatIsNotForUsNowCountsForNothing(String claims) throws Exception {
    assertThat(verifier(RSA).verify(sign(RSA, claims))).isEmpty();
  }

  @Test
  void aTokenOfSeveralAudiencesIsForEachOfThem() throws Exception {
    String claims =
        claims().add("aud", Json.createArrayBuilder(List.of("other", "blackhole"))).build() + "";
    assertThat(verifier(RSA).verify(sign(RSA, claims))).isPresent();
  }

  @Test
  void aTokenOfAnotherKeyCountsForNothing() throws Exception {
    String claims = claims().build() + "";
    assertThat(verifier(RSA).verify(sign(pair("RSA", 2048), claims))).isEmpty();
    assertThat(verifier(RSA).verify(sign(EC, claims))).isEmpty();
    assertThat(verifier(EC).verify(sign(RSA, claims))).isEmpty();
  }

  @Test
  void aTokenThatWasTouchedCountsForNothing() throws Exception {
    String[] token = sign(RSA, claims().build() + "").split("\\.", -1);
    String other =
        encode(
            (claims().add("groups", Json.createArrayBuilder(List.of("admin"))).build() + "")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(verifier(RSA).verify(token[0] + "." + other + "." + token[2])).isEmpty();
  }

  @Test
  void theTokenHasNoSayInTheAlgorithm() throws Exception {
    byte[] claims = (claims().build() + "").getBytes(StandardCharsets.UTF_8);
    String none = encode("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(verifier(RSA).verify(none + "." + encode(claims) + ".")).isEmpty();
    String content =
        encode("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "." + encode(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(pem(RSA).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String forged = encode(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    assertThat(verifier(RSA).verify(content + "." + forged)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "ey.ey.ey", "\u00e4.\u00e4.\u00e4"})
  void whatIsNoTokenCountsForNothing(String text) {
    assertThat(verifier(RSA).verify(text)).isEmpty();
  }

  @Test
  void withoutAKeyNoTokenCountsAndNothingIsWrong() throws Exception {
    BearerTokens tokens = tokens(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(tokens.fault()).isEmpty();
    assertThat(tokens.check("Bearer " + sign(RSA, claims().build() + ""))).isEmpty();
  }

  @Test
  void theKeyMayStandInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), pem(EC));
    String claims =
        claims().add("exp", Instant.now().plusSeconds(600).getEpochSecond()).build() + "";
    for (String location : List.of(file.toString(), file.toUri().toString())) {
      BearerTokens tokens =
          tokens(Optional.empty(), Optional.of(location), Optional.of("https://issuer.test"));
      assertThat(tokens.fault()).isEmpty();
      assertThat(tokens.check("bearer  " + sign(EC, claims))).map(Bearer::name).hasValue("ci");
    }
  }

  @Test
  void settingsThatAreNoUseAreAFault() throws IOException {
    Optional<String> issuer = Optional.of("https://issuer.test");
    assertThat(tokens(Optional.of(pem(RSA)), Optional.empty(), Optional.empty()).fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("mp.jwt.verify.issuer"));
    assertThat(tokens(Optional.of("nonsense!"), Optional.empty(), issuer).fault()).isPresent();
    assertThat(tokens(Optional.of("AAAA"), Optional.empty(), issuer).fault()).isPresent();
    assertThat(tokens(Optional.of(pem(pair("RSA", 1024))), Optional.empty(), issuer).fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("2048"));
    String missing = folder.resolve("missing.pem").toString();
    assertThat(tokens(Optional.empty(), Optional.of(missing), issuer).fault())
        .hasValueSatisfying(fault -> assertThat(fault).contains("missing.pem"));
  }

  private static BearerTokens tokens(
      Optional<String> key, Optional<String> location, Optional<String> issuer) {
    return new BearerTokens(key, location, issuer, Optional.empty());
  }

  private static TokenVerifier verifier(KeyPair pair) {
    TokenKey key = TokenKey.find(Optional.of(pem(pair)), Optional.empty()).orElseThrow();
    return new TokenVerifier(key, "https://issuer.test", List.of("blackhole"), () -> NOW);
  }

  private static JsonObjectBuilder claims() {
    return Json.createObjectBuilder()
        .add("iss", "https://issuer.test")
        .add("aud", "blackhole")
        .add("sub", "ci")
        .add("exp", NOW.getEpochSecond() + 600);
  }

  private static String sign(KeyPair pair, String claims) throws GeneralSecurityException {
    boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
    String header = "{\"alg\":\"" + (rsa ? "RS256" : "ES256") + "\",\"typ\":\"JWT\"}";
    String content =
        encode(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encode(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature =
        Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + encode(signature.sign());
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String encode(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  private static KeyPair pair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
