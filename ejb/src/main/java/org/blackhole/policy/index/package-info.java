// SPDX-License-Identifier: Apache-2.0
/**
 * Which of many rules can match at all: a thousand rules cost about what ten do, as those that ask
 * for another address, network or text are never looked at.
 *
 * <p>An index only leaves out rules that cannot match; whether one does is for its conditions to
 * say.
 *
 * <p><b>Thread rule.</b> Indexes do not change once they are built; {@link
 * org.blackhole.policy.index.Candidates} are for one session's thread.
 */
@NullMarked
package org.blackhole.policy.index;

import org.jspecify.annotations.NullMarked;
