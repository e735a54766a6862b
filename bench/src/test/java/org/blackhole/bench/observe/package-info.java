// SPDX-License-Identifier: Apache-2.0
/** Tests of what reads the figures of a running server. */
@NullMarked
package org.blackhole.bench.observe;

import org.jspecify.annotations.NullMarked;
