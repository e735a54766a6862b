// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.blackhole.store.OwnerOnlyFile;

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
   * @throws IOException if it cannot be read or is not what {@link #write} wrote
   */
  Optional<List<Account>> read() throws IOException {
    Optional<byte[]> content = file.read();
    return content.isEmpty() ? Optional.empty() : Optional.of(parse(content.get()));
  }

  private static List<Account> parse(byte[] content) throws IOException {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(content))) {
      JsonObject document = reader.readObject();
      if (document.getInt("version") != VERSION) {
        throw new IOException("version " + document.get("version") + " is not known");
      }
      List<Account> accounts = new ArrayList<>();
      for (JsonObject entry : document.getJsonArray("accounts").getValuesAs(JsonObject.class)) {
        String role = entry.getString("role");
        accounts.add(
            new Account(
                entry.getString("name"),
                Role.of(role).orElseThrow(() -> new IOException("no such role: " + role)),
                entry.getString("hash")));
      }
      return accounts;
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IOException("it is not a list of accounts", e);
    }
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
