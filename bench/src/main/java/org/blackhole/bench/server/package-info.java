// SPDX-License-Identifier: Apache-2.0
/** Servers that the commands start, and what can be seen of them from outside. */
@NullMarked
package org.blackhole.bench.server;

import org.jspecify.annotations.NullMarked;
