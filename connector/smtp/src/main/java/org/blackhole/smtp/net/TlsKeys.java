// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses by the server name asked for (SNI, RFC 6066 3) which certificate a client is shown: the
 * one that has the name, else the one with a wildcard for it, else the first. Both providers ask it
 * in the middle of a handshake, so one TLS handler serves every name. Safe for any thread.
 */
final class TlsKeys extends X509ExtendedKeyManager {

  private final List<TlsMaterial> materials;
  private final Map<String, Integer> byName = new HashMap<>();

  /**
   * Sessions of handshakes under way that were given a certificate. A value bound to the session
   * would tell as well, but keeps the JDK from making a ticket of it.
   */
  private final Set<SSLSession> begun =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final boolean remembering;

  /**
   * @param remembering whether {@link #isResumed} will be asked
   */
  TlsKeys(List<TlsMaterial> materials, boolean remembering) throws GeneralSecurityException {
    this.materials = List.copyOf(materials);
    this.remembering = remembering;
    for (int i = 0; i < materials.size(); i++) {
      for (String name : TlsNames.of(materials.get(i).certificate())) {
        byName.putIfAbsent(name, i);
      }
    }
  }

  List<TlsMaterial> materials() {
    return materials;
  }

  private int choose(@Nullable String name) {
    if (name == null || materials.size() == 1) {
      return 0;
    }
    Integer found = byName.get(name);
    int dot = name.indexOf('.');
    if (found == null && dot > 0) {
      // A wildcard stands for one label, the leftmost (RFC 9525 6.3).
      found = byName.get("*" + name.substring(dot));
    }
    return found == null ? 0 : found;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    SSLSession session = engine.getHandshakeSession();
    String alias = alias(choose(session == null ? null : TlsNames.requested(session)), keyType);
    if (remembering && alias != null && session != null) {
      begun.add(session);
    }
    return alias;
  }

  /**
   * Whether the handshake that made this session of the JDK needed no certificate: it was resumed.
   * To be asked once, when the handshake is done.
   */
  boolean isResumed(SSLSession session) {
    return !begun.remove(session);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(0, keyType);
  }

  /** Null where the key is of another type: the provider goes on with the next one. */
  private @Nullable String alias(int index, String keyType) {
    String own = materials.get(index).certificate().getPublicKey().getAlgorithm();
    return own.equals(keyType) ? Integer.toString(index) : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return material(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return material(alias).key();
  }

  private TlsMaterial material(String alias) {
    return materials.get(Integer.parseInt(alias));
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(0, keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
