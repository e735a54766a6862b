// SPDX-License-Identifier: Apache-2.0
/** What it costs to read what a client sends: commands and content, without a session. */
@NullMarked
package org.blackhole.bench.wire;

import org.jspecify.annotations.NullMarked;
