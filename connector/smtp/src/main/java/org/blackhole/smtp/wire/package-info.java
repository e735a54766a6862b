// SPDX-License-Identifier: Apache-2.0
/**
 * Octets to typed commands and back. Parse once, at the edge: nothing behind this package sees raw
 * text. No sockets, no clock, no state beyond one line or one message. Not safe for threads: a
 * decoder belongs to one session.
 */
@NullMarked
package org.blackhole.smtp.wire;

import org.jspecify.annotations.NullMarked;
