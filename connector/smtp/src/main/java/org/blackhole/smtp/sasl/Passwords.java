// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.Nullable;

/** The passwords the server knows, for the mechanisms that hide the client's. */
@FunctionalInterface
public interface Passwords {

  /** The password of this user, or null if there is none. */
  @Nullable String of(String user);
}
