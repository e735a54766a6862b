// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

/** Whose habits a listener takes on. */
public enum Compat {
  /** The RFCs'. */
  NONE,
  /** Those of the Python server blackhole by kura, for suites written against it. */
  KURA
}
