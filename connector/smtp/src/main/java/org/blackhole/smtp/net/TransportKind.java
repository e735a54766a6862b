// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

/** What carries the sockets. */
public enum TransportKind {
  /** Native epoll where it loads, else NIO. */
  AUTO,
  /** Linux epoll. */
  EPOLL,
  /** Linux io_uring. */
  IO_URING,
  /** The JDK's selectors. */
  NIO
}
