// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
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

  /** The password drawn at first start. */
  OwnerOnlyFile drawnPassword() {
    return new OwnerOnlyFile(directory.resolve("admin-password"));
  }
}
