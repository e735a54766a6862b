// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

/** How a client comes to speak SMTP. */
enum Way {
  PLAIN,
  STARTTLS,
  TLS
}
