// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.blackhole.smtp.api.EscapedLog;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Log-in by a token that somebody else has signed (RFC 6750), with the settings and claims of
 * MicroProfile JWT. Checked here, as a server's own support for it gives way to an application's
 * authentication mechanism. Without a key no token counts. Safe for any thread.
 */
@Singleton
public final class BearerTokens {

  private static final Logger LOG = EscapedLog.named(BearerTokens.class.getName());
  private static final String SCHEME = "bearer ";

  private final @Nullable TokenVerifier verifier;
  private final @Nullable String fault;

  @Inject
  public BearerTokens(
      @ConfigProperty(name = "mp.jwt.verify.publickey") Optional<String> key,
      @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> location,
      @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> issuer,
      @ConfigProperty(name = "mp.jwt.verify.audiences") Optional<List<String>> audiences) {
    TokenVerifier made = null;
    String wrong = null;
    try {
      Optional<TokenKey> known = TokenKey.find(key, location);
      if (known.isPresent()) {
        String from =
            issuer.orElseThrow(
                () -> new IllegalArgumentException("mp.jwt.verify.issuer has to be set with it"));
        made =
            new TokenVerifier(
                known.get(), from, audiences.orElse(List.of()), InstantSource.system());
      }
    } catch (IllegalArgumentException e) {
      wrong = "Bearer tokens cannot be verified: " + e.getMessage() + ".";
      LOG.log(Level.ERROR, wrong);
    }
    verifier = made;
    fault = wrong;
  }

  /** What is wrong with the settings, a sentence for the user; empty if nothing is. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  static boolean isBearer(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /** Whom the token of this header vouches for; empty if it counts for nothing. */
  Optional<TokenVerifier.Bearer> check(String authorization) {
    return verifier == null
        ? Optional.empty()
        : verifier.verify(authorization.substring(SCHEME.length()).trim());
  }
}
