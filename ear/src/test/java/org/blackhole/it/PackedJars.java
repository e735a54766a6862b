// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The jars of the application as it is delivered, wherever they are packed, by their SHA-256. */
final class PackedJars {

  private PackedJars() {}

  /** Where each is, by its digest. */
  static Map<String, String> of(Path ear, Path drivers) throws IOException {
    Map<String, String> jars = new TreeMap<>();
    try (InputStream in = Files.newInputStream(ear)) {
      unpack(ear.getFileName().toString(), in, jars);
    }
    try (Stream<Path> files = Files.list(drivers)) {
      for (Path file : files.toList()) {
        jars.put(digest(Files.readAllBytes(file)), "server/" + file.getFileName());
      }
    }
    return jars;
  }

  private static void unpack(String archive, InputStream in, Map<String, String> jars)
      throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = archive + "/" + entry.getName();
      if (name.endsWith(".jar")) {
        jars.put(digest(zip.readAllBytes()), name);
      } else if (name.endsWith(".rar") || name.endsWith(".war")) {
        unpack(name, new ByteArrayInputStream(zip.readAllBytes()), jars);
      }
    }
  }

  static String digest(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
