// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.util.List;

/** What the bean of an activation receives. */
enum Receives {
  /** Sessions: {@link org.blackhole.smtp.api.SmtpListener}. */
  SESSIONS,
  /** Whole messages: {@link org.blackhole.smtp.api.SmtpMessageListener}. */
  MESSAGES;

  List<Setting<?>> settings() {
    return switch (this) {
      case SESSIONS -> Settings.OF_SESSIONS;
      case MESSAGES -> Settings.OF_MESSAGES;
    };
  }
}
