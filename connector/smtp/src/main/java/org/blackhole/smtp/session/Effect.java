// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/** What a stage does once the application has said yes. */
@FunctionalInterface
interface Effect {

  /**
   * Happens.
   *
   * @param words the application's own words for yes, or null for the usual ones
   */
  void on(Session session, @Nullable Reply words);
}
