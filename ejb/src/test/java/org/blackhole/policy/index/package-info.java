// SPDX-License-Identifier: Apache-2.0
/** What an index leaves out cannot match, and what cannot match it leaves out. */
@NullMarked
package org.blackhole.policy.index;

import org.jspecify.annotations.NullMarked;
