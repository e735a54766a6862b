// SPDX-License-Identifier: Apache-2.0
/** What a message costs: here under a policy, by JMH, and what changes of the policy cost. */
@NullMarked
package org.blackhole.bench;

import org.jspecify.annotations.NullMarked;
