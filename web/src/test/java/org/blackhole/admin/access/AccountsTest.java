// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.blackhole.admin.access.Accounts.LastAdminException;
import org.blackhole.admin.access.Accounts.UnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  @TempDir Path folder;
  private Path directory;
  private Path file;
  private Accounts accounts;

  @BeforeEach
  void open() {
    directory = folder.resolve("blackhole");
    file = directory.resolve("accounts.json");
    accounts = start("given password");
  }

  @Test
  void theFirstStartMakesAnAdmin() {
    assertThat(accounts.list()).extracting(Account::name).containsExactly("admin");
    assertThat(accounts.list()).extracting(Account::role).containsExactly(Role.ADMIN);
    assertThat(accounts.fault()).isEmpty();
  }

  @Test
  void accountsAreThereAfterAnotherStart() {
    accounts.add("vera", Role.VIEWER, "vera's password");
    accounts.change("admin", null, "another password");
    Accounts again = start("ignored from the second start on");
    assertThat(again.list()).isEqualTo(accounts.list());
  }

  @Test
  void onlyTheOwnerCanReadAndOnlyHashesAreKept() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(file)).contains("PBKDF2:").doesNotContain("given password");
  }

  @Test
  void theLastAdminStays() {
    accounts.add("vera", Role.OPERATOR, "vera's password");
    assertThatThrownBy(() -> accounts.remove("admin")).isInstanceOf(LastAdminException.class);
    assertThatThrownBy(() -> accounts.change("admin", Role.OPERATOR, null))
        .isInstanceOf(LastAdminException.class);
    accounts.change("vera", Role.ADMIN, null);
    assertThat(accounts.remove("admin")).isTrue();
    assertThat(start("x").list()).extracting(Account::name).containsExactly("vera");
  }

  @Test
  void aNameIsGivenOnce() {
    assertThat(accounts.add("admin", Role.VIEWER, "long enough")).isFalse();
    assertThat(accounts.remove("nobody")).isFalse();
    assertThat(accounts.change("nobody", Role.ADMIN, null)).isEmpty();
  }

  @Test
  void whatAKillLeftBehindHalfWrittenIsNotRead() throws IOException {
    Files.writeString(directory.resolve("accounts.json.new"), "{\"version\":1,\"acc");
    assertThat(start("x").list()).isEqualTo(accounts.list());
    accounts.add("vera", Role.VIEWER, "vera's password");
    assertThat(start("x").find("vera")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"version\":1",
        "{\"version\":2,\"accounts\":[]}",
        "{\"accounts\":[]}",
        "{\"version\":1}",
        "{\"version\":1,\"accounts\":[{\"name\":\"a\",\"role\":\"emperor\",\"hash\":\"h\"}]}",
        "{\"version\":1,\"accounts\":[{\"name\":\"a\",\"role\":\"admin\"}]}",
        "{\"version\":1,\"accounts\":[7]}",
        "{\"version\":1,\"accounts\":7}",
        "{\"version\":1,\"accounts\":[]}",
        "{\"version\":1.5,\"accounts\":[]}",
        "{\"version\":\"1\",\"accounts\":[]}",
        "{\"version\":1,\"accounts\":[{\"name\":7,\"role\":\"admin\",\"hash\":\"h\"}]}"
      })
  void accountsThatCannotBeReadAreAFaultAndAreLeftAlone(String content) throws IOException {
    Files.writeString(file, content);
    Accounts broken = start("given password");
    assertThat(broken.fault()).hasValueSatisfying(f -> assertThat(f).contains("accounts.json"));
    assertThat(broken.list()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void accountsThatCannotBeReadAreNeitherShownNorWrittenOver() throws IOException {
    Files.writeString(file, "{\"version\":1");
    Accounts broken = start("given password");
    assertUnavailable(broken::requireReadable);
    assertUnavailable(() -> broken.add("vera", Role.ADMIN, "vera's password"));
    assertUnavailable(() -> broken.change("admin", null, "vera's password"));
    assertUnavailable(() -> broken.remove("admin"));
    assertThat(Files.readString(file)).isEqualTo("{\"version\":1");
    assertThat(broken.fault()).isPresent();
  }

  @Test
  void accountsThatSomebodyElseMayHaveWrittenLetNobodyIn() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Accounts doubtful = start("given password");
    assertThat(doubtful.fault())
        .hasValueSatisfying(
            f -> assertThat(f).contains("accounts.json").contains("others may write to it"));
    assertThat(doubtful.list()).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(start("given password").find("admin")).isPresent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFolderInThePlaceOfTheAccountsLetsNobodyIn() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    Accounts none = start("given password");
    assertThat(none.fault()).hasValueSatisfying(f -> assertThat(f).contains("accounts.json"));
    assertThat(none.list()).isEmpty();
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("accounts.json");
  }

  @Test
  void anAccountThatIsThereTwiceIsAFault() throws IOException {
    String one = "{\"name\":\"a\",\"role\":\"admin\",\"hash\":\"h\"}";
    Files.writeString(file, "{\"version\":1,\"accounts\":[" + one + "," + one + "]}");
    assertThat(start("x").fault())
        .hasValueSatisfying(f -> assertThat(f).contains("the account a is there twice"));
  }

  @Test
  void whereNoAdminIsLeftAnyoneElseMayStillBeChanged() throws IOException {
    accounts.add("vera", Role.VIEWER, "vera's password");
    Files.writeString(
        file, Files.readString(file).replace("\"role\":\"admin\"", "\"role\":\"operator\""));
    Accounts without = start("x");
    assertThat(without.change("vera", Role.OPERATOR, null)).isPresent();
    assertThat(without.remove("vera")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1025})
  void aFirstPasswordOutOfRangeIsAFaultThatNamesTheVariable(int length) throws IOException {
    Files.delete(file);
    Accounts none = start("x".repeat(length));
    assertThat(none.fault())
        .hasValueSatisfying(
            f -> assertThat(f).contains("BLACKHOLE_ADMIN_PASSWORD", "8 to 1024 characters"));
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 1024})
  void aFirstPasswordInRangeIsTaken(int length) throws IOException {
    Files.delete(file);
    assertThat(start("x".repeat(length)).fault()).isEmpty();
  }

  @Test
  void aPasswordThatIsNotGivenIsDrawnAndToldInAFileOfTheOwner() throws IOException {
    Files.delete(file);
    Accounts drawn = start("");
    Path told = directory.resolve("admin-password");
    String password = Files.readString(told).strip();
    assertThat(password).hasSizeGreaterThanOrEqualTo(24);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(told)))
        .isEqualTo("rw-------");
    assertThat(new Pbkdf2().verify(password.toCharArray(), drawn.list().get(0).hash())).isTrue();
  }

  @Test
  void theFileWithTheDrawnPasswordGoesWhenAdminGetsAnother() throws IOException {
    Files.delete(file);
    AdminDirectory place = new AdminDirectory(directory);
    Accounts drawn = start("");
    FirstAccount first =
        new FirstAccount(drawn, place, new Passwords(new Pbkdf2()), Optional.empty());
    first.forgetDrawnPassword("vera");
    assertThat(place.drawnPassword()).exists();
    first.forgetDrawnPassword("admin");
    assertThat(place.drawnPassword()).doesNotExist();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAFault() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    directory = inTheWay.resolve("blackhole");
    assertThat(start("given password").fault())
        .hasValueSatisfying(f -> assertThat(f).contains("Not a directory"));
  }

  @Test
  void whatIsMendedIsFoundWithoutAnotherStart() throws IOException {
    String whole = Files.readString(file);
    Files.writeString(file, "{");
    AdminDirectory place = new AdminDirectory(directory);
    Passwords passwords = new Passwords(new Pbkdf2());
    Accounts broken = new Accounts(place, passwords);
    FirstAccount first =
        new FirstAccount(broken, place, passwords, Optional.of("another password"));
    first.open();
    assertThat(broken.fault()).isPresent();
    first.open();
    assertThat(broken.fault()).isPresent();

    Files.writeString(file, whole);
    first.open();
    assertThat(broken.fault()).isEmpty();
    assertThat(broken.list()).isEqualTo(accounts.list());
  }

  private Accounts start(String password) {
    AdminDirectory place = new AdminDirectory(directory);
    Passwords passwords = new Passwords(new Pbkdf2());
    Accounts started = new Accounts(place, passwords);
    new FirstAccount(started, place, passwords, Optional.of(password)).open();
    return started;
  }
}
