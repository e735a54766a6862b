// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose files are believed. */
class FileTrustTest {

  private static final int NOBODY = 65_534;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("accounts.json"), "{}");
    allow("rw-------");
  }

  @Test
  void oursIsAndOneThatIsNotThereIsFine() throws IOException {
    FileTrust.require(file);
    FileTrust.require(folder.resolve("none"));
    assertThat(allowed()).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rwxr-xr-x"})
  void oneThatOthersCanReadIsTakenFromThem(String permissions) throws IOException {
    allow(permissions);
    FileTrust.require(file);
    assertThat(allowed()).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw----", "rw----rw-", "rw-----w-"})
  void oneThatOthersMayWriteToIsRefusedAndLeftForAnAdministratorToSee(String permissions)
      throws IOException {
    allow(permissions);
    assertThatIOException()
        .isThrownBy(() -> new OwnerOnlyFile(file).readTrusted())
        .withMessageStartingWith("others may write to it (" + permissions + ")");
    assertThat(allowed()).isEqualTo(permissions);
  }

  @Test
  void aPolicyThatOthersMayWriteToIsTakenFromThem() throws IOException {
    allow("rw-rw-rw-");
    new OwnerOnlyFile(file).closeToOthers();
    assertThat(allowed()).isEqualTo("rw-------");
  }

  @Test
  void oneOfAnotherUserIsRefused() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    Files.setAttribute(file, "unix:uid", NOBODY);
    assertThatIOException()
        .isThrownBy(() -> FileTrust.require(file))
        .withMessageStartingWith("it belongs to another user (");
  }

  @Test
  void aFolderInItsPlaceIsRefused() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertThatIOException().isThrownBy(() -> new OwnerOnlyFile(file).readTrusted());
  }

  private void allow(String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private String allowed() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
