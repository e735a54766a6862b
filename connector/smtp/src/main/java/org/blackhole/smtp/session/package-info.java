// SPDX-License-Identifier: Apache-2.0
/**
 * The conversation of RFC 5321 as a state machine. It takes decoded input and gives replies and
 * actions; it knows no socket and no clock, so that a transcript can drive it in memory. All calls
 * for one session come from one thread.
 */
@NullMarked
package org.blackhole.smtp.session;

import org.jspecify.annotations.NullMarked;
