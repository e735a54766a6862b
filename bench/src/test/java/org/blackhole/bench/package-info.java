// SPDX-License-Identifier: Apache-2.0
/** The bounds on what a message takes from the heap. */
@NullMarked
package org.blackhole.bench;

import org.jspecify.annotations.NullMarked;
