// SPDX-License-Identifier: Apache-2.0
/**
 * What rules and limits have counted, by key and in bounded space. Counts outlive a change of the
 * policy that leaves their rule alone.
 *
 * <p><b>Thread rule.</b> Safe for any thread; nothing waits, but for another that makes the same
 * key.
 */
@NullMarked
package org.blackhole.policy.count;

import org.jspecify.annotations.NullMarked;
