// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/** Whether a listener has XCLIENT and XFORWARD. */
public enum Xclient {
  /** It has not. */
  OFF,
  /** It has, but not for this client. */
  DENIED,
  /** It has, and this client is trusted. */
  TRUSTED
}
