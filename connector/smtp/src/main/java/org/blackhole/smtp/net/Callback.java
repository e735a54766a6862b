// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import org.blackhole.smtp.api.Stage;

/** What an application can be called for, and at which stage that is. */
enum Callback {
  SESSION("onSession", Stage.CONNECT),
  HIDDEN("hidden", Stage.CONNECT),
  CONNECT("onConnect", Stage.CONNECT),
  HELO("onHelo", Stage.HELO),
  START_TLS("onStartTls", Stage.TLS),
  HANDSHAKE("onHandshake", Stage.TLS),
  TLS("onTls", Stage.TLS),
  AUTH("onAuth", Stage.AUTH),
  PASSWORD("password", Stage.AUTH),
  MAIL("onMail", Stage.MAIL),
  RECIPIENT("onRecipient", Stage.RCPT),
  DATA("onData", Stage.DATA),
  INTEREST("interest", Stage.DATA),
  CONTENT("onContent", Stage.MESSAGE),
  HEADERS("onHeaders", Stage.HEADERS),
  MESSAGE("onMessage", Stage.MESSAGE),
  DELIVERY("onDelivery", Stage.MESSAGE),
  COMMAND("onCommand", Stage.OTHER),
  NOTICE("onNotice", Stage.OTHER),
  ABANDON("onAbandon", Stage.OTHER),
  END("onEnd", Stage.OTHER);

  private final String words;

  Callback(String method, Stage stage) {
    this.words = method + " at stage " + stage.label();
  }

  /** Method and stage, for a log. */
  String words() {
    return words;
  }
}
