// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a listening socket could not be opened, and what to do about it, in words for the user. */
final class OpeningFailure {

  private OpeningFailure() {}

  static String describe(ListenerPlan plan, IOException failure) {
    String cannot = "Listener " + plan.name() + " cannot listen on " + plan.authority() + ": ";
    String change = "or change the port of " + plan.name() + " in the setting listen.";
    String reason = text(failure).toLowerCase(Locale.ROOT);
    if (reason.contains("address already in use") || reason.contains("in use")) {
      return cannot
          + "the port is in use. Another program, or another Blackhole, holds it; ss -ltnp or"
          + " netstat -an shows which. Stop that program, "
          + change;
    }
    if (reason.contains("permission denied")) {
      return cannot
          + "not permitted. Ports below 1024 need a privilege (on Linux CAP_NET_BIND_SERVICE);"
          + " grant it, "
          + change;
    }
    if (reason.contains("cannot assign requested address")
        || reason.contains("can't assign requested address")) {
      return cannot
          + "this machine has no such address. Correct the address of "
          + plan.name()
          + " in the setting listen.";
    }
    return cannot + text(failure) + ". Correct the setting listen, or remove the cause.";
  }

  static String unresolved(ListenerPlan plan) {
    return "Listener "
        + plan.name()
        + " cannot listen on "
        + plan.authority()
        + ": the host name has no address. Correct it in the setting listen, or the name service.";
  }

  static String tls(ListenerPlan plan, Exception failure) {
    return "Listener " + plan.name() + " has no TLS: " + text(failure);
  }

  /** What says most: of a socket's failure its own text, else the deepest. */
  private static String text(Throwable failure) {
    @Nullable Throwable at = failure;
    String text = failure.getClass().getSimpleName();
    while (at != null) {
      String message = at.getMessage();
      if (message != null && (at instanceof BindException || at instanceof SocketException)) {
        return message;
      }
      text = message == null ? text : message;
      at = at.getCause();
    }
    return text;
  }
}
