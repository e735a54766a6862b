// SPDX-License-Identifier: Apache-2.0
/**
 * The language of rules and limits, as values: when a rule holds, how often it acts, what it does.
 *
 * <p>A {@link org.blackhole.policy.rule.Scene} is what is known at a stage of a session; conditions
 * look at nothing else.
 *
 * <p><b>Thread rule.</b> All values are immutable. A scene is for its session's thread.
 */
@NullMarked
package org.blackhole.policy.rule;

import org.jspecify.annotations.NullMarked;
