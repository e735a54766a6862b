// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/**
 * The settings of an activation about what is spoken beyond the basics, as properties of a bean.
 */
public abstract class ProtocolSettingsBean extends TlsSettingsBean {

  ProtocolSettingsBean(Receives receives) {
    super(receives);
  }

  public @Nullable String getMaxMessages() {
    return value(Settings.MAX_MESSAGES);
  }

  /** Messages of a session at most, offered as MAILMAX; 0 is no limit. */
  public void setMaxMessages(@Nullable String maxMessages) {
    set(Settings.MAX_MESSAGES, maxMessages);
  }

  public @Nullable String getMaxRecipientDomains() {
    return value(Settings.MAX_RECIPIENT_DOMAINS);
  }

  /** Domains among the recipients of a message at most, offered as RCPTDOMAINMAX; 0 is no limit. */
  public void setMaxRecipientDomains(@Nullable String maxRecipientDomains) {
    set(Settings.MAX_RECIPIENT_DOMAINS, maxRecipientDomains);
  }

  public @Nullable String getOffer() {
    return value(Settings.OFFER);
  }

  /**
   * Extensions offered on request only, separated by commas: DELIVERBY, MT-PRIORITY, FUTURERELEASE.
   */
  public void setOffer(@Nullable String offer) {
    set(Settings.OFFER, offer);
  }

  public @Nullable String getCompat() {
    return value(Settings.COMPAT);
  }

  /** Habits of another server: kura for those of the Python server blackhole, or none. */
  public void setCompat(@Nullable String compat) {
    set(Settings.COMPAT, compat);
  }

  public @Nullable String getBareLineBreaks() {
    return value(Settings.BARE_LINE_BREAKS);
  }

  /** A CR without LF or an LF without CR in a message: keep, refuse or normalize. */
  public void setBareLineBreaks(@Nullable String bareLineBreaks) {
    set(Settings.BARE_LINE_BREAKS, bareLineBreaks);
  }

  public @Nullable String getEarlyTalk() {
    return value(Settings.EARLY_TALK);
  }

  /** A client that sends before the greeting: greet, refuse or close. */
  public void setEarlyTalk(@Nullable String earlyTalk) {
    set(Settings.EARLY_TALK, earlyTalk);
  }

  public @Nullable String getGreetingDelay() {
    return value(Settings.GREETING_DELAY);
  }

  /** How long a client waits for the greeting, so that early talkers show themselves. */
  public void setGreetingDelay(@Nullable String greetingDelay) {
    set(Settings.GREETING_DELAY, greetingDelay);
  }

  public @Nullable String getHttpCommands() {
    return value(Settings.HTTP_COMMANDS);
  }

  /** A request of HTTP as first command: close (554 before it) or ignore (an unknown command). */
  public void setHttpCommands(@Nullable String httpCommands) {
    set(Settings.HTTP_COMMANDS, httpCommands);
  }

  public @Nullable String getAuth() {
    return value(Settings.AUTH);
  }

  /** AUTH: off, optional, or required before MAIL. */
  public void setAuth(@Nullable String auth) {
    set(Settings.AUTH, auth);
  }

  public @Nullable String getAuthMechanisms() {
    return value(Settings.AUTH_MECHANISMS);
  }

  /** Mechanisms that AUTH offers, separated by commas. */
  public void setAuthMechanisms(@Nullable String authMechanisms) {
    set(Settings.AUTH_MECHANISMS, authMechanisms);
  }

  public @Nullable String getAuthRequiresTls() {
    return value(Settings.AUTH_REQUIRES_TLS);
  }

  /** Whether AUTH is offered inside TLS only: true or false. */
  public void setAuthRequiresTls(@Nullable String authRequiresTls) {
    set(Settings.AUTH_REQUIRES_TLS, authRequiresTls);
  }

  public @Nullable String getAuthPassword() {
    return value(Settings.AUTH_PASSWORD);
  }

  /** Password that is assumed for mechanisms which do not send it: CRAM-MD5 and SCRAM. */
  public void setAuthPassword(@Nullable String authPassword) {
    set(Settings.AUTH_PASSWORD, authPassword);
  }

  public @Nullable String getAuthTimeout() {
    return value(Settings.AUTH_TIMEOUT);
  }

  /** How long a session may last without log-in where that is required. */
  public void setAuthTimeout(@Nullable String authTimeout) {
    set(Settings.AUTH_TIMEOUT, authTimeout);
  }

  public @Nullable String getProxy() {
    return value(Settings.PROXY);
  }

  /** PROXY protocol of HAProxy: required at the start of each connection, or off. */
  public void setProxy(@Nullable String proxy) {
    set(Settings.PROXY, proxy);
  }

  public @Nullable String getProxyTrusted() {
    return value(Settings.PROXY_TRUSTED);
  }

  /** Networks of proxies that may say who the client is, separated by commas. */
  public void setProxyTrusted(@Nullable String proxyTrusted) {
    set(Settings.PROXY_TRUSTED, proxyTrusted);
  }

  public @Nullable String getXclient() {
    return value(Settings.XCLIENT);
  }

  /** XCLIENT and XFORWARD for trusted clients: on or off. */
  public void setXclient(@Nullable String xclient) {
    set(Settings.XCLIENT, xclient);
  }

  public @Nullable String getXclientTrusted() {
    return value(Settings.XCLIENT_TRUSTED);
  }

  /** Networks of clients that may say by XCLIENT whom they speak for, separated by commas. */
  public void setXclientTrusted(@Nullable String xclientTrusted) {
    set(Settings.XCLIENT_TRUSTED, xclientTrusted);
  }
}
