// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.scale;

import java.io.IOException;

/** One thing that grows, and what it costs. */
interface Measure {

  void run(Lab lab) throws IOException;
}
