// SPDX-License-Identifier: Apache-2.0
/**
 * All chance there is: streams of numbers made of the seed and the ordinal of a session, so that a
 * run can be repeated.
 *
 * <p><b>Thread rule.</b> {@link org.blackhole.policy.chance.Dice} is for its session's thread; all
 * else is immutable.
 */
@NullMarked
package org.blackhole.policy.chance;

import org.jspecify.annotations.NullMarked;
