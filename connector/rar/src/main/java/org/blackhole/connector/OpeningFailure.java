// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a listener could not be opened and what to do about it; the message is for the user. */
final class OpeningFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private OpeningFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The socket could not be bound. */
  static OpeningFailure ofSocket(ListenerPlan plan, IOException cause) {
    return new OpeningFailure(cannotListen(plan) + reason(plan, message(cause)), cause);
  }

  private static String reason(ListenerPlan plan, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("in use")) {
      return "the port is in use. Another program, or another Blackhole, holds it: ss -ltnp or"
          + " netstat -an shows which. Stop it, or change the port of "
          + plan.name()
          + " in the setting listen.";
    }
    if (lower.contains("permission denied")) {
      return "not permitted. Ports below 1024 take a privilege (CAP_NET_BIND_SERVICE on Linux):"
          + " grant it, or change the port of "
          + plan.name()
          + " in the setting listen.";
    }
    if (lower.contains("assign requested address")) {
      return "this machine has no such address. Change the address of "
          + plan.name()
          + " in the setting listen.";
    }
    return text + ". Remove the cause, or change " + plan.name() + " in the setting listen.";
  }

  /** Its host name leads nowhere. */
  static OpeningFailure unresolved(ListenerPlan plan) {
    return new OpeningFailure(
        cannotListen(plan)
            + "the host name has no address. Change the address of "
            + plan.name()
            + " in the setting listen, or see to the name service.",
        null);
  }

  /** There is no certificate to serve with; the cause says what to do. */
  static OpeningFailure ofTls(ListenerPlan plan, Exception cause) {
    return new OpeningFailure("Listener " + plan.name() + " has no TLS. " + message(cause), cause);
  }

  private static String cannotListen(ListenerPlan plan) {
    return "Listener " + plan.name() + " cannot listen on " + plan.authority() + ": ";
  }

  private static String message(Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
