// SPDX-License-Identifier: Apache-2.0
/**
 * Started, ready, live: the three questions of MicroProfile Health, answered with reasons.
 *
 * <p><b>Thread rule.</b> Asked on the container's request threads, without a log-in and as often as
 * anybody likes: nothing here waits, for a session or for the disk.
 */
@NullMarked
package org.blackhole.admin.health;

import org.jspecify.annotations.NullMarked;
