// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.blackhole.admin.access.StoredAccounts;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsResourceTest {

  @TempDir Path folder;

  @Test
  void everyCallSaysWhyTheAccountsCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("accounts.json"), "{");
    AccountsResource resource = open();
    assertUnavailable(() -> resource.list(new Page()), "accounts.json cannot be read");
    assertUnavailable(() -> resource.one("admin"), "accounts.json cannot be read");
    assertUnavailable(() -> resource.change("admin", role()), "accounts.json cannot be read");
    assertUnavailable(() -> resource.remove("admin"), "accounts.json cannot be read");
    assertThat(Files.readString(folder.resolve("accounts.json"))).isEqualTo("{");
  }

  @Test
  void aChangeThatCannotBeKeptSaysWhyAndChangesNothing() throws IOException {
    AccountsResource resource = open();
    Files.createDirectories(folder.resolve("accounts.json.new/in-the-way"));
    assertUnavailable(() -> resource.change("admin", password()), "; nothing was changed.");
    assertThat(resource.one("admin").getString("role")).isEqualTo("admin");
  }

  @Test
  void theLastAdminStays() {
    AccountsResource resource = open();
    assertThat(problem(() -> resource.remove("admin")).status()).isEqualTo(409);
    assertThat(problem(() -> resource.change("admin", role())).status()).isEqualTo(409);
    assertThat(problem(() -> resource.remove("nobody")).status()).isEqualTo(404);
  }

  private AccountsResource open() {
    StoredAccounts stored = StoredAccounts.in(folder);
    return new AccountsResource(stored.accounts(), stored.first());
  }

  private static Fields role() {
    return new Fields(Json.createObjectBuilder().add("role", "viewer").build());
  }

  private static Fields password() {
    return new Fields(Json.createObjectBuilder().add("password", "another password").build());
  }

  private static void assertUnavailable(ThrowingCallable call, String why) {
    Problem problem = problem(call);
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.detail()).contains(why);
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }
}
