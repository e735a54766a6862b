// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import org.jspecify.annotations.Nullable;

/** The settings of an activation about its listeners, as properties of a bean. */
public abstract class ListenerSettingsBean extends ProtocolSettingsBean {

  ListenerSettingsBean(Receives receives) {
    super(receives);
  }

  public @Nullable String getListen() {
    return value(Settings.LISTEN);
  }

  /**
   * Listeners, separated by blanks, each name=scheme://address:port?option=value. Schemes: smtp,
   * smtps, lmtp. Options are settings of a listener by their names, separated by {@code &} or ; and
   * win over those of the activation. Required.
   */
  public void setListen(@Nullable String listen) {
    set(Settings.LISTEN, listen);
  }

  public @Nullable String getHostname() {
    return value(Settings.HOSTNAME);
  }

  /**
   * Name in the greeting and in replies: a host name or an address literal. Default: the machine's
   * own name.
   */
  public void setHostname(@Nullable String hostname) {
    set(Settings.HOSTNAME, hostname);
  }

  public @Nullable String getStarttls() {
    return value(Settings.STARTTLS);
  }

  /** STARTTLS on listeners of the scheme smtp: optional, required (mail only inside TLS) or off. */
  public void setStarttls(@Nullable String starttls) {
    set(Settings.STARTTLS, starttls);
  }

  public @Nullable String getMaxMessageSize() {
    return value(Settings.MAX_MESSAGE_SIZE);
  }

  /** Octets of a message at most, or KiB, MiB, GiB; 0 is no limit. */
  public void setMaxMessageSize(@Nullable String maxMessageSize) {
    set(Settings.MAX_MESSAGE_SIZE, maxMessageSize);
  }

  public @Nullable String getMaxRecipients() {
    return value(Settings.MAX_RECIPIENTS);
  }

  /** Recipients of a message at most. */
  public void setMaxRecipients(@Nullable String maxRecipients) {
    set(Settings.MAX_RECIPIENTS, maxRecipients);
  }

  public @Nullable String getMaxCommandLine() {
    return value(Settings.MAX_COMMAND_LINE);
  }

  /** Octets of a command line at most, line end included. */
  public void setMaxCommandLine(@Nullable String maxCommandLine) {
    set(Settings.MAX_COMMAND_LINE, maxCommandLine);
  }

  public @Nullable String getMaxTextLine() {
    return value(Settings.MAX_TEXT_LINE);
  }

  /** Octets of a line of content at most, line end included; 0 is no limit. */
  public void setMaxTextLine(@Nullable String maxTextLine) {
    set(Settings.MAX_TEXT_LINE, maxTextLine);
  }

  public @Nullable String getMaxHeaderSize() {
    return value(Settings.MAX_HEADER_SIZE);
  }

  /** Octets of a header section kept for a bean that asks for it, or KiB, MiB. */
  public void setMaxHeaderSize(@Nullable String maxHeaderSize) {
    set(Settings.MAX_HEADER_SIZE, maxHeaderSize);
  }

  public @Nullable String getMaxErrors() {
    return value(Settings.MAX_ERRORS);
  }

  /** Errors after which a session ends. */
  public void setMaxErrors(@Nullable String maxErrors) {
    set(Settings.MAX_ERRORS, maxErrors);
  }

  public @Nullable String getHide() {
    return value(Settings.HIDE);
  }

  /** Extension keywords neither offered nor taken, separated by commas. */
  public void setHide(@Nullable String hide) {
    set(Settings.HIDE, hide);
  }

  public @Nullable String getIdleTimeout() {
    return value(Settings.IDLE_TIMEOUT);
  }

  /** How long a client may be silent. */
  public void setIdleTimeout(@Nullable String idleTimeout) {
    set(Settings.IDLE_TIMEOUT, idleTimeout);
  }

  public @Nullable String getMaxSessionTime() {
    return value(Settings.MAX_SESSION_TIME);
  }

  /** How long a session may last. */
  public void setMaxSessionTime(@Nullable String maxSessionTime) {
    set(Settings.MAX_SESSION_TIME, maxSessionTime);
  }

  public @Nullable String getHandshakeTimeout() {
    return value(Settings.HANDSHAKE_TIMEOUT);
  }

  /** How long a TLS handshake may take. */
  public void setHandshakeTimeout(@Nullable String handshakeTimeout) {
    set(Settings.HANDSHAKE_TIMEOUT, handshakeTimeout);
  }

  public @Nullable String getDrainTimeout() {
    return value(Settings.DRAIN_TIMEOUT);
  }

  /** How long a message in progress may take to end when the listener drains. */
  public void setDrainTimeout(@Nullable String drainTimeout) {
    set(Settings.DRAIN_TIMEOUT, drainTimeout);
  }

  public @Nullable String getMaxSessions() {
    return value(Settings.MAX_SESSIONS);
  }

  /** Sessions open at once, for each listener. */
  public void setMaxSessions(@Nullable String maxSessions) {
    set(Settings.MAX_SESSIONS, maxSessions);
  }

  public @Nullable String getMaxSessionsPerAddress() {
    return value(Settings.MAX_SESSIONS_PER_ADDRESS);
  }

  /** Sessions open at once from one client address, for each listener; 0 is no limit. */
  public void setMaxSessionsPerAddress(@Nullable String maxSessionsPerAddress) {
    set(Settings.MAX_SESSIONS_PER_ADDRESS, maxSessionsPerAddress);
  }

  public @Nullable String getMaxConnectionRatePerAddress() {
    return value(Settings.MAX_CONNECTION_RATE_PER_ADDRESS);
  }

  /**
   * Connections that one client address may open in a time, such as 100/1m, for each listener; 0 is
   * no limit.
   */
  public void setMaxConnectionRatePerAddress(@Nullable String maxConnectionRatePerAddress) {
    set(Settings.MAX_CONNECTION_RATE_PER_ADDRESS, maxConnectionRatePerAddress);
  }

  public @Nullable String getMaxReceiveRate() {
    return value(Settings.MAX_RECEIVE_RATE);
  }

  /** Octets a second that one session may send, such as 1MiB/s; 0 is no limit. */
  public void setMaxReceiveRate(@Nullable String maxReceiveRate) {
    set(Settings.MAX_RECEIVE_RATE, maxReceiveRate);
  }

  public @Nullable String getMaxHandshakes() {
    return value(Settings.MAX_HANDSHAKES);
  }

  /** TLS handshakes under way at once, for each listener. */
  public void setMaxHandshakes(@Nullable String maxHandshakes) {
    set(Settings.MAX_HANDSHAKES, maxHandshakes);
  }

  public @Nullable String getBacklog() {
    return value(Settings.BACKLOG);
  }

  /** Connections the operating system may hold that are not taken yet. */
  public void setBacklog(@Nullable String backlog) {
    set(Settings.BACKLOG, backlog);
  }

  public @Nullable String getTransport() {
    return value(Settings.TRANSPORT);
  }

  /**
   * What carries the sockets: auto, epoll, io_uring or nio. The first activation of the adapter
   * decides.
   */
  public void setTransport(@Nullable String transport) {
    set(Settings.TRANSPORT, transport);
  }

  public @Nullable String getThreads() {
    return value(Settings.THREADS);
  }

  /** Event loops; 0 is one for two cores. The first activation of the adapter decides. */
  public void setThreads(@Nullable String threads) {
    set(Settings.THREADS, threads);
  }

  public @Nullable String getDirectory() {
    return value(Settings.DIRECTORY);
  }

  /**
   * Directory where a certificate made at first start is kept. Default: blackhole in the server's
   * directory.
   */
  public void setDirectory(@Nullable String directory) {
    set(Settings.DIRECTORY, directory);
  }
}
