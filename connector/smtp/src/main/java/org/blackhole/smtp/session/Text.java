// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Reply;

/** Client text made fit to stand in a reply. */
final class Text {

  private static final int MAX = 256;

  private Text() {}

  /** Printable ASCII only, of bounded length; everything else becomes a question mark. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && out.length() < MAX; i++) {
      char c = text.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.toString();
  }

  /** VRFY by the original's convention: {@code pass=} and {@code fail=} in the argument decide. */
  static Reply verify(String argument, Reply otherwise) {
    if (argument.contains("pass=")) {
      return Reply.of(250, "2.0.0", "<" + printable(argument) + "> OK");
    }
    if (argument.contains("fail=")) {
      return Reply.of(550, "5.7.1", "<" + printable(argument) + "> unknown");
    }
    return otherwise;
  }
}
