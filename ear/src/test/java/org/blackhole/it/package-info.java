// SPDX-License-Identifier: Apache-2.0
/**
 * The EAR on a real Open Liberty, as users run it. Servers are made from {@code server-config}
 * below the build directory, each with ports of its own, and driven by Liberty's {@code server}
 * script; nothing of them is replaced or simulated.
 */
@NullMarked
package org.blackhole.it;

import org.jspecify.annotations.NullMarked;
