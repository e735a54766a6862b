// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In a directory: the key in {@code ca.p12}, and in {@code ca-revoked} an empty file for each
 * certificate, whose name says all. So nothing is rewritten, and several who revoke at once lose
 * nothing. What else lies there is let alone.
 */
final class AuthorityFiles implements AuthorityStore {

  private static final Pattern NAME = Pattern.compile("([0-9a-f]{1,40})-(\\d{1,12})-(\\d{1,12})");
  private static final int HEX = 16;

  private final TlsStoreFile file;
  private final Path revoked;

  AuthorityFiles(Path directory) {
    this.file = new TlsStoreFile("key store of the test CA", directory.resolve("ca.p12"));
    this.revoked = directory.resolve("ca-revoked");
  }

  @Override
  public boolean exists() {
    return file.exists();
  }

  @Override
  public void tryAgain() throws GeneralSecurityException {
    file.tryAgain();
  }

  @Override
  public Object stamp() throws IOException {
    return file.stamp();
  }

  @Override
  public TlsMaterial read() throws IOException, GeneralSecurityException {
    file.restrict();
    return file.read();
  }

  @Override
  public void write(TlsMaterial authority) throws IOException, GeneralSecurityException {
    file.write(authority);
  }

  @Override
  public List<RevokedSerial> revoked() throws IOException {
    List<RevokedSerial> found = new ArrayList<>();
    if (Files.notExists(revoked)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(revoked)) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
        if (name.matches()) {
          found.add(
              new RevokedSerial(
                  new BigInteger(name.group(1), HEX),
                  Instant.ofEpochSecond(Long.parseLong(name.group(2))),
                  Instant.ofEpochSecond(Long.parseLong(name.group(3)))));
        }
      }
    } catch (IOException e) {
      throw new IOException("The folder %s cannot be read: %s.".formatted(revoked, e), e);
    }
    return found;
  }

  @Override
  public void revoke(RevokedSerial serial) throws IOException {
    try {
      Files.createDirectories(revoked);
      Path entry = path(serial);
      if (Files.notExists(entry)) {
        Files.createFile(entry);
      }
    } catch (IOException e) {
      throw new IOException("The folder %s cannot be written: %s.".formatted(revoked, e), e);
    }
  }

  @Override
  public void forget(RevokedSerial serial) throws IOException {
    Files.deleteIfExists(path(serial));
  }

  private Path path(RevokedSerial serial) {
    return revoked.resolve(
        serial.serial().toString(HEX)
            + "-"
            + serial.since().getEpochSecond()
            + "-"
            + serial.end().getEpochSecond());
  }

  @Override
  public String describe() {
    return file.path().toString();
  }
}
