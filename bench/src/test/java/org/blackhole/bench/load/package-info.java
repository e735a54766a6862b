// SPDX-License-Identifier: Apache-2.0
/** The load, against a server in the same program. */
@NullMarked
package org.blackhole.bench.load;

import org.jspecify.annotations.NullMarked;
