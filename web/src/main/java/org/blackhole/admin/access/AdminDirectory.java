// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blackhole.store.OwnerOnlyFile;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the admin API keeps its files: the setting {@code blackhole.directory}. */
@Singleton
public final class AdminDirectory {

  private final Path directory;

  @Inject
  public AdminDirectory(
      @ConfigProperty(name = "blackhole.directory", defaultValue = "blackhole") String directory) {
    this(Path.of(directory).toAbsolutePath().normalize());
  }

  AdminDirectory(Path directory) {
    this.directory = directory;
  }

  AccountsFile accounts() {
    return new AccountsFile(directory.resolve("accounts.json"));
  }

  /** Where the password drawn at first start is told. */
  Path drawnPassword() {
    return directory.resolve("admin-password");
  }

  void tell(String password) throws IOException {
    new OwnerOnlyFile(drawnPassword()).write((password + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void untell() throws IOException {
    Files.deleteIfExists(drawnPassword());
  }
}
