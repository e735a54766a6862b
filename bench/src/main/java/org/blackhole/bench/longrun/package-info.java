// SPDX-License-Identifier: Apache-2.0
/** All that clients do at once, for long, while the server's figures are watched. */
@NullMarked
package org.blackhole.bench.longrun;

import org.jspecify.annotations.NullMarked;
