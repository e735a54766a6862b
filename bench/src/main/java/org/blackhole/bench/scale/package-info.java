// SPDX-License-Identifier: Apache-2.0
/**
 * What a server costs as what is asked of it grows: starts a server as it is built, loads it, and
 * writes tables and charts. Started by {@code bench/scale}.
 */
@NullMarked
package org.blackhole.bench.scale;

import org.jspecify.annotations.NullMarked;
