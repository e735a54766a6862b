// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The key entries of a key store file, or one of them: PKCS#12 (RFC 7292), JKS, or what else the
 * JDK reads. Safe for any thread but an event loop.
 */
public final class TlsKeyStore implements TlsSource {

  private final TlsFile file;
  private final String type;
  private final String password;
  private final @Nullable String alias;
  private final String keyPassword;

  /**
   * @param type such as {@code PKCS12} or {@code JKS}
   * @param alias null takes every key entry, in order of aliases
   * @param keyPassword null is the password of the store
   */
  public TlsKeyStore(
      Path file,
      String type,
      String password,
      @Nullable String alias,
      @Nullable String keyPassword) {
    this.file = new TlsFile("key store", file);
    this.type = type;
    this.password = password;
    this.alias = alias;
    this.keyPassword = keyPassword == null ? password : keyPassword;
  }

  @Override
  public Object version() throws IOException {
    return file.stamp();
  }

  @Override
  public List<TlsMaterial> load() throws IOException, GeneralSecurityException {
    KeyStore store = open();
    List<TlsMaterial> materials = new ArrayList<>();
    for (String entry : entries(store)) {
      materials.add(new TlsMaterial(key(store, entry), chain(store, entry)));
    }
    return materials;
  }

  @Override
  public String describe() {
    return "key store " + file.path() + (alias == null ? "" : ", alias " + alias);
  }

  @Override
  public String toString() {
    return describe();
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    KeyStore store;
    try {
      store = KeyStore.getInstance(type);
    } catch (KeyStoreException e) {
      throw new KeyStoreException(
          "The type \"%s\" of the key store %s is not known; PKCS12 and JKS are."
              .formatted(type, file.path()),
          e);
    }
    byte[] content = file.read();
    try {
      store.load(new ByteArrayInputStream(content), password.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw refused("The password does not open the key store %s.".formatted(file.path()), e);
      }
      throw new IOException(
          "The key store %s is no readable %s file: %s."
              .formatted(file.path(), type, e.getMessage()),
          e);
    }
  }

  private List<String> entries(KeyStore store) throws GeneralSecurityException {
    if (alias != null) {
      if (store.isKeyEntry(alias)) {
        return List.of(alias);
      }
      throw new KeyStoreException(
          "There is no private key under the alias \"%s\" in the key store %s; aliases there: %s."
              .formatted(alias, file.path(), String.join(", ", aliases(store))));
    }
    List<String> keys = new ArrayList<>();
    for (String each : aliases(store)) {
      if (store.isKeyEntry(each)) {
        keys.add(each);
      }
    }
    if (keys.isEmpty()) {
      throw new KeyStoreException(
          "There is no private key in the key store %s.".formatted(file.path()));
    }
    return keys;
  }

  private static SortedSet<String> aliases(KeyStore store) throws KeyStoreException {
    return new TreeSet<>(Collections.list(store.aliases()));
  }

  private PrivateKey key(KeyStore store, String entry) throws GeneralSecurityException {
    Key found;
    try {
      found = store.getKey(entry, keyPassword.toCharArray());
    } catch (UnrecoverableKeyException e) {
      throw refused(
          "The password does not open the private key \"%s\" in the key store %s."
              .formatted(entry, file.path()),
          e);
    }
    if (found instanceof PrivateKey key) {
      return key;
    }
    throw new KeyStoreException(
        "The key \"%s\" in the key store %s is no private key.".formatted(entry, file.path()));
  }

  private static UnrecoverableKeyException refused(String message, Exception cause) {
    UnrecoverableKeyException refused = new UnrecoverableKeyException(message);
    refused.initCause(cause);
    return refused;
  }

  private List<X509Certificate> chain(KeyStore store, String entry)
      throws GeneralSecurityException {
    Certificate @Nullable [] found = store.getCertificateChain(entry);
    List<X509Certificate> chain = new ArrayList<>();
    if (found != null) {
      for (Certificate each : found) {
        if (each instanceof X509Certificate certificate) {
          chain.add(certificate);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new KeyStoreException(
          "The private key \"%s\" in the key store %s has no certificate."
              .formatted(entry, file.path()));
    }
    return chain;
  }
}
