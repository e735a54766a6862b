// SPDX-License-Identifier: Apache-2.0
/** What the policy costs: JMH benchmarks of sessions under it, and of its change. */
@NullMarked
package org.blackhole.bench;

import org.jspecify.annotations.NullMarked;
