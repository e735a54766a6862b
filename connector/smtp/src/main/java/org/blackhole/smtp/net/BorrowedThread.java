// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * A thread that is not ours, such as a container's: Netty leaves things of our class loader on it,
 * which would then outlive an application that is undeployed.
 */
public final class BorrowedThread {

  private BorrowedThread() {}

  /** To be called when the work on this thread is done; nothing on a thread of Netty's own. */
  public static void giveBack() {
    if (!(Thread.currentThread() instanceof FastThreadLocalThread)) {
      FastThreadLocal.removeAll();
    }
  }
}
