// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/** The settings of an activation about TLS, as properties of a bean. */
public abstract class TlsSettingsBean extends SettingsBean {

  TlsSettingsBean(Receives receives) {
    super(receives);
  }

  public @Nullable String getSsl() {
    return value(Settings.SSL);
  }

  /** TLS from the key store of the {@code <ssl>} element of Open Liberty with this id. */
  public void setSsl(@Nullable String ssl) {
    set(Settings.SSL, ssl);
  }

  public @Nullable String getTlsCertificates() {
    return value(Settings.TLS_CERTIFICATES);
  }

  /** TLS from PEM files: the file with the certificate and its chain, or several by commas. */
  public void setTlsCertificates(@Nullable String tlsCertificates) {
    set(Settings.TLS_CERTIFICATES, tlsCertificates);
  }

  public @Nullable String getTlsKey() {
    return value(Settings.TLS_KEY);
  }

  /** TLS from PEM files: the file with the private key, or several in the same order. */
  public void setTlsKey(@Nullable String tlsKey) {
    set(Settings.TLS_KEY, tlsKey);
  }

  public @Nullable String getTlsKeyPassword() {
    return value(Settings.TLS_KEY_PASSWORD);
  }

  /** Password of the private key in tlsKey. */
  public void setTlsKeyPassword(@Nullable String tlsKeyPassword) {
    set(Settings.TLS_KEY_PASSWORD, tlsKeyPassword);
  }

  public @Nullable String getTlsKeyStore() {
    return value(Settings.TLS_KEY_STORE);
  }

  /** TLS from a key store: its file. */
  public void setTlsKeyStore(@Nullable String tlsKeyStore) {
    set(Settings.TLS_KEY_STORE, tlsKeyStore);
  }

  public @Nullable String getTlsKeyStoreType() {
    return value(Settings.TLS_KEY_STORE_TYPE);
  }

  /** Type of tlsKeyStore: PKCS12 or JKS. */
  public void setTlsKeyStoreType(@Nullable String tlsKeyStoreType) {
    set(Settings.TLS_KEY_STORE_TYPE, tlsKeyStoreType);
  }

  public @Nullable String getTlsKeyStorePassword() {
    return value(Settings.TLS_KEY_STORE_PASSWORD);
  }

  /** Password of tlsKeyStore. */
  public void setTlsKeyStorePassword(@Nullable String tlsKeyStorePassword) {
    set(Settings.TLS_KEY_STORE_PASSWORD, tlsKeyStorePassword);
  }

  public @Nullable String getTlsKeyAlias() {
    return value(Settings.TLS_KEY_ALIAS);
  }

  /** Alias of the key in tlsKeyStore. Default: all keys, each for its names. */
  public void setTlsKeyAlias(@Nullable String tlsKeyAlias) {
    set(Settings.TLS_KEY_ALIAS, tlsKeyAlias);
  }

  public @Nullable String getTlsNames() {
    return value(Settings.TLS_NAMES);
  }

  /**
   * Names and addresses that a certificate made by ourselves is for besides the hostname, separated
   * by commas.
   */
  public void setTlsNames(@Nullable String tlsNames) {
    set(Settings.TLS_NAMES, tlsNames);
  }

  public @Nullable String getTlsClientCertificate() {
    return value(Settings.TLS_CLIENT_CERTIFICATE);
  }

  /** Whether clients are asked for a certificate: none, wanted or needed. */
  public void setTlsClientCertificate(@Nullable String tlsClientCertificate) {
    set(Settings.TLS_CLIENT_CERTIFICATE, tlsClientCertificate);
  }

  public @Nullable String getTlsTrust() {
    return value(Settings.TLS_TRUST);
  }

  /**
   * PEM file with the authorities to which client certificates must chain. Default: any is taken.
   */
  public void setTlsTrust(@Nullable String tlsTrust) {
    set(Settings.TLS_TRUST, tlsTrust);
  }

  public @Nullable String getTlsAlpn() {
    return value(Settings.TLS_ALPN);
  }

  /** Application protocols offered by ALPN, separated by commas, such as smtp. */
  public void setTlsAlpn(@Nullable String tlsAlpn) {
    set(Settings.TLS_ALPN, tlsAlpn);
  }

  public @Nullable String getTlsSessionResumption() {
    return value(Settings.TLS_SESSION_RESUMPTION);
  }

  /** Whether clients may take up earlier TLS sessions: on or off. */
  public void setTlsSessionResumption(@Nullable String tlsSessionResumption) {
    set(Settings.TLS_SESSION_RESUMPTION, tlsSessionResumption);
  }

  public @Nullable String getTlsProtocols() {
    return value(Settings.TLS_PROTOCOLS);
  }

  /** Versions of TLS, separated by commas: TLSv1.3, TLSv1.2. */
  public void setTlsProtocols(@Nullable String tlsProtocols) {
    set(Settings.TLS_PROTOCOLS, tlsProtocols);
  }

  public @Nullable String getTlsCiphers() {
    return value(Settings.TLS_CIPHERS);
  }

  /** Cipher suites by their names, separated by commas. Default: the provider's choice. */
  public void setTlsCiphers(@Nullable String tlsCiphers) {
    set(Settings.TLS_CIPHERS, tlsCiphers);
  }

  public @Nullable String getTlsProvider() {
    return value(Settings.TLS_PROVIDER);
  }

  /** What carries TLS: auto (OpenSSL where it loads, else the JDK), openssl or jdk. */
  public void setTlsProvider(@Nullable String tlsProvider) {
    set(Settings.TLS_PROVIDER, tlsProvider);
  }

  public @Nullable String getTlsReload() {
    return value(Settings.TLS_RELOAD);
  }

  /** How often certificates are looked at again, so that changed ones are taken up. */
  public void setTlsReload(@Nullable String tlsReload) {
    set(Settings.TLS_RELOAD, tlsReload);
  }
}
