// SPDX-License-Identifier: Apache-2.0
/**
 * A client that sends mail from many connections at once and costs little itself: octets made
 * beforehand, one thread, no line of a reply turned into a string.
 */
@NullMarked
package org.blackhole.bench.load;

import org.jspecify.annotations.NullMarked;
