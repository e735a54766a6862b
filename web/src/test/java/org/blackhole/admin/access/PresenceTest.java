// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {

  @TempDir Path folder;
  private Accounts accounts;
  private ConsoleSessions sessions;
  private Presence presence;

  @BeforeEach
  void open() {
    accounts = StoredAccounts.in(folder).accounts();
    accounts.add("vera", Role.VIEWER, "vera's password");
    sessions = new ConsoleSessions(accounts);
    BearerTokens tokens =
        new BearerTokens(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    presence = new Presence(accounts, tokens, sessions);
  }

  @Test
  void aScriptStaysUntilItsPasswordChangesOrItsAccountGoes() {
    BooleanSupplier before = presence.of(request(basic("vera:vera's password"), null));
    assertThat(before.getAsBoolean()).isTrue();
    accounts.change("vera", Role.OPERATOR, null);
    assertThat(before.getAsBoolean()).isTrue();
    accounts.change("vera", null, "another password");
    assertThat(before.getAsBoolean()).isFalse();

    BooleanSupplier after = presence.of(request(basic("vera:another password"), null));
    assertThat(after.getAsBoolean()).isTrue();
    accounts.remove("vera");
    assertThat(after.getAsBoolean()).isFalse();
  }

  @Test
  void aSessionStaysUntilTheLogOut() {
    String token = sessions.open(accounts.find("vera").orElseThrow()).token();
    BooleanSupplier inSession = presence.of(request(null, token));
    assertThat(inSession.getAsBoolean()).isTrue();
    sessions.close(token);
    assertThat(inSession.getAsBoolean()).isFalse();
  }

  @Test
  void aTokenThatDoesNotCountAnyMoreAndNothingAtAllAreNotPresent() {
    assertThat(presence.of(request("Bearer a.b.c", null)).getAsBoolean()).isFalse();
    assertThat(presence.of(request(null, null)).getAsBoolean()).isFalse();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpServletRequest request(
      @Nullable String authorization, @Nullable String token) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            PresenceTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getHeader" -> arguments[0].equals("Authorization") ? authorization : null;
                  case "getCookies" ->
                      token == null ? null : new Cookie[] {new Cookie("blackhole-session", token)};
                  default -> throw new AssertionError(called);
                });
  }
}
