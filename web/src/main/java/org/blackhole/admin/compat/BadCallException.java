// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.compat;

/** A call that cannot be carried out. The message is for the user. */
final class BadCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadCallException(String message) {
    super(message, null, false, false);
  }
}
