// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.Set;
import org.blackhole.smtp.api.ContentInterest;

/**
 * What is set about the sessions of a listener.
 *
 * @param hostname in the greeting and in replies
 * @param hide extension keywords, in upper case, neither offered nor taken
 * @param offer keywords, in upper case, of extensions that are offered on request only
 * @param xclient whether whoever connects may say by XCLIENT and XFORWARD whom it speaks for
 * @param content what the application wants to see of a message
 */
public record SessionSettings(
    String hostname,
    SessionLimits limits,
    Manners manners,
    AuthSettings auth,
    Set<String> hide,
    Set<String> offer,
    Compat compat,
    Xclient xclient,
    ContentInterest content) {

  public SessionSettings {
    hide = Set.copyOf(hide);
    offer = Set.copyOf(offer);
  }

  /** With everything at its default. */
  public static SessionSettings defaults(String hostname) {
    return new SessionSettings(
        hostname,
        SessionLimits.DEFAULT,
        Manners.DEFAULT,
        AuthSettings.DEFAULT,
        Set.of(),
        Set.of(),
        Compat.NONE,
        Xclient.OFF,
        ContentInterest.NONE);
  }

  /** The same with other limits. */
  public SessionSettings with(SessionLimits limits) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with other manners. */
  public SessionSettings with(Manners manners) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with other rules for AUTH. */
  public SessionSettings with(AuthSettings auth) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with another interest in content. */
  public SessionSettings with(ContentInterest content) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with other extensions hidden and offered. */
  public SessionSettings with(Set<String> hide, Set<String> offer) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with other habits. */
  public SessionSettings with(Compat compat) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }

  /** The same with another trust in whoever connects. */
  public SessionSettings with(Xclient xclient) {
    return new SessionSettings(
        hostname, limits, manners, auth, hide, offer, compat, xclient, content);
  }
}
