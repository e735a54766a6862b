// SPDX-License-Identifier: Apache-2.0
/** What it costs to count. */
@NullMarked
package org.blackhole.bench.journal;

import org.jspecify.annotations.NullMarked;
