// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.StrictJson;
import org.blackhole.store.StrictJson.NotJsonException;
import org.jspecify.annotations.Nullable;

/** Verifies signed tokens (RFC 7515, RFC 7519) and takes from them who it is. Immutable. */
final class TokenVerifier {

  private static final int MAX_LENGTH = 8192;
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  /**
   * Whom a token vouches for.
   *
   * @param roles those of the groups that are roles here, and those they include; may be empty
   */
  record Bearer(String name, Set<String> roles) {}

  private final TokenKey key;
  private final String issuer;
  private final List<String> audiences;
  private final InstantSource clock;

  /**
   * For tokens of this issuer.
   *
   * @param audiences of which a token has to name one; none if it need not
   */
  TokenVerifier(TokenKey key, String issuer, List<String> audiences, InstantSource clock) {
    this.key = key;
    this.issuer = issuer;
    this.audiences = List.copyOf(audiences);
    this.clock = clock;
  }

  /** Empty if anything at all is wrong with it: what it is, is nobody's business. */
  Optional<Bearer> verify(String token) {
    String[] parts = token.split("\\.", -1);
    if (token.length() > MAX_LENGTH || parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonObject header = read(parts[0]);
      byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      if (!key.algorithm().equals(text(header, "alg"))
          || header.containsKey("crit")
          || !key.verifies(signed, Base64.getUrlDecoder().decode(parts[2]))) {
        return Optional.empty();
      }
      JsonObject claims = read(parts[1]);
      return isForUsNow(claims) ? bearer(claims) : Optional.empty();
    } catch (IllegalArgumentException | NotJsonException | InvalidPolicyException e) {
      return Optional.empty();
    }
  }

  private boolean isForUsNow(JsonObject claims) {
    long now = clock.instant().getEpochSecond();
    Optional<Long> expires = seconds(claims, "exp");
    Optional<Long> begins = seconds(claims, "nbf");
    return issuer.equals(text(claims, "iss"))
        && (audiences.isEmpty() || audiences(claims).anyMatch(audiences::contains))
        && expires.isPresent()
        && now < expires.get() + LEEWAY.toSeconds()
        && (begins.isEmpty() || now >= begins.get() - LEEWAY.toSeconds());
  }

  private static Optional<Bearer> bearer(JsonObject claims) {
    Set<String> roles =
        strings(claims.get("groups"))
            .flatMap(group -> Role.of(group).stream())
            .flatMap(role -> role.including().stream())
            .collect(Collectors.toUnmodifiableSet());
    return Stream.of("upn", "preferred_username", "sub")
        .map(claim -> text(claims, claim))
        .filter(Objects::nonNull)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(name -> new Bearer(name, roles));
  }

  private static Stream<String> audiences(JsonObject claims) {
    String one = text(claims, "aud");
    return one == null ? strings(claims.get("aud")) : Stream.of(one);
  }

  private static Stream<String> strings(@Nullable JsonValue value) {
    return value instanceof JsonArray array
        ? array.stream().filter(JsonString.class::isInstance).map(s -> ((JsonString) s).getString())
        : Stream.empty();
  }

  private static @Nullable String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : null;
  }

  private static Optional<Long> seconds(JsonObject claims, String name) {
    return claims.get(name) instanceof JsonNumber number
        ? Optional.of((long) number.doubleValue())
        : Optional.empty();
  }

  private static JsonObject read(String part) throws NotJsonException {
    return StrictJson.parse(Base64.getUrlDecoder().decode(part));
  }
}
