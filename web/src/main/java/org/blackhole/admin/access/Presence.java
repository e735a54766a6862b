// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether who was let in still would be: for answers that go on after the log-in is over. */
@Singleton
public final class Presence {

  private final Accounts accounts;
  private final BearerTokens tokens;
  private final ConsoleSessions sessions;

  @Inject
  public Presence(Accounts accounts, BearerTokens tokens, ConsoleSessions sessions) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** A question that may be asked again and again, by any thread, after the request. */
  public BooleanSupplier of(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && BasicCredentials.isBasic(authorization)) {
      Optional<Account> known =
          BasicCredentials.parse(authorization).flatMap(given -> accounts.find(given.name()));
      return () ->
          known.isPresent()
              && accounts
                  .find(known.get().name())
                  .filter(now -> now.hash().equals(known.get().hash()))
                  .isPresent();
    }
    if (authorization != null && BearerTokens.isBearer(authorization)) {
      return () -> tokens.check(authorization).isPresent();
    }
    String token = SessionCookie.read(request);
    return () -> token != null && sessions.isOpen(token);
  }
}
