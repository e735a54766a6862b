// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.OwnerOnlyFile;
import org.blackhole.store.StrictJson;
import org.blackhole.store.StrictJson.NotJsonException;

/** The accounts on disk: {@code accounts.json}. */
final class AccountsFile {

  private static final int VERSION = 1;

  private final OwnerOnlyFile file;

  AccountsFile(Path path) {
    this.file = new OwnerOnlyFile(path);
  }

  Path path() {
    return file.path();
  }

  /**
   * The accounts; empty if there is no file yet.
   *
   * @throws IOException if it cannot be read, is not what {@link #write} wrote, or is what somebody
   *     else may have written
   */
  Optional<List<Account>> read() throws IOException {
    Optional<byte[]> content = file.readTrusted();
    return content.isEmpty() ? Optional.empty() : Optional.of(parse(content.get()));
  }

  private static List<Account> parse(byte[] content) throws IOException {
    JsonObject document;
    try {
      document = StrictJson.parse(content);
    } catch (NotJsonException e) {
      throw new IOException("it " + e.what(), e);
    } catch (InvalidPolicyException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!(document.get("version") instanceof JsonNumber version)
        || !(document.get("accounts") instanceof JsonArray list)) {
      throw new IOException("it is not a list of accounts");
    }
    if (!version.toString().equals(Integer.toString(VERSION))) {
      throw new IOException("version " + version + " is not known");
    }
    List<Account> accounts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonValue entry : list) {
      Account account = account(entry);
      if (!names.add(account.name())) {
        throw new IOException("the account " + account.name() + " is there twice");
      }
      accounts.add(account);
    }
    if (accounts.isEmpty()) {
      throw new IOException("there is no account in it");
    }
    return accounts;
  }

  private static Account account(JsonValue entry) throws IOException {
    if (!(entry instanceof JsonObject account)) {
      throw new IOException("an account is not a JSON object");
    }
    String role = text(account, "role");
    return new Account(
        text(account, "name"),
        Role.of(role).orElseThrow(() -> new IOException("no such role: " + role)),
        text(account, "hash"));
  }

  private static String text(JsonObject account, String member) throws IOException {
    if (account.get(member) instanceof JsonString text) {
      return text.getString();
    }
    throw new IOException("an account lacks its " + member);
  }

  void write(Collection<Account> accounts) throws IOException {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (Account account : accounts) {
      list.add(
          Json.createObjectBuilder()
              .add("name", account.name())
              .add("role", account.role().label())
              .add("hash", account.hash()));
    }
    JsonValue document =
        Json.createObjectBuilder().add("version", VERSION).add("accounts", list).build();
    file.write(document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
