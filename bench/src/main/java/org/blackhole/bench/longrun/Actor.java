// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.IOException;

/** One that does the same thing again and again, on a thread of its own. */
interface Actor {

  /** Does it once; takes seconds at most. */
  void act() throws IOException, InterruptedException;
}
