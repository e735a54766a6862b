// SPDX-License-Identifier: Apache-2.0
/** What a run is told, and what it writes. */
@NullMarked
package org.blackhole.bench.scale;

import org.jspecify.annotations.NullMarked;
