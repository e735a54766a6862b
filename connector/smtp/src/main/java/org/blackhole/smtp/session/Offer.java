// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.StartTls;
import org.blackhole.smtp.wire.QueuedReply;

/**
 * What a listener says of itself, encoded once: greeting, answers to HELO and EHLO. Safe for any
 * thread.
 */
public final class Offer {

  private final SessionSettings settings;
  private final StartTls startTls;
  private final List<String> plainExtensions;
  private final List<String> encryptedExtensions;
  private final Reply greeting;
  private final Reply helo;
  private final Reply plainEhlo;
  private final Reply encryptedEhlo;
  private final QueuedReply queued;

  /**
   * The offer of one listener.
   *
   * @param startTls OFF on a listener with implicit TLS
   */
  public Offer(SessionSettings settings, StartTls startTls) {
    this.settings = settings;
    this.startTls = startTls;
    String host = settings.hostname();
    this.plainExtensions =
        Extension.offered(settings.hide(), settings.maxMessageSize(), startTls, false);
    this.encryptedExtensions =
        Extension.offered(settings.hide(), settings.maxMessageSize(), startTls, true);
    this.greeting = Reply.of(220, host + " ESMTP");
    this.helo = Reply.of(250, host);
    this.plainEhlo = ehlo(host, plainExtensions);
    this.encryptedEhlo = ehlo(host, encryptedExtensions);
    this.queued = new QueuedReply(host);
  }

  private static Reply ehlo(String host, List<String> extensions) {
    List<String> lines = new ArrayList<>();
    lines.add(host);
    lines.addAll(extensions);
    return Reply.of(250, null, lines);
  }

  SessionSettings settings() {
    return settings;
  }

  StartTls startTls() {
    return startTls;
  }

  /** What EHLO lists. */
  public List<String> extensions(boolean encrypted) {
    return encrypted ? encryptedExtensions : plainExtensions;
  }

  boolean offers(Extension extension) {
    return !settings.hide().contains(extension.keyword());
  }

  Reply greeting() {
    return greeting;
  }

  Reply helo() {
    return helo;
  }

  Reply ehlo(boolean encrypted) {
    return encrypted ? encryptedEhlo : plainEhlo;
  }

  QueuedReply queued() {
    return queued;
  }
}
