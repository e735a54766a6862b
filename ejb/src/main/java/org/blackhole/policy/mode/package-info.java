// SPDX-License-Identifier: Apache-2.0
/**
 * Modes and the replies that they give: the wording of every refusal that no user worded, in one
 * table, and the drawing of one from a list.
 *
 * <p><b>Thread rule.</b> All values are immutable.
 */
@NullMarked
package org.blackhole.policy.mode;

import org.jspecify.annotations.NullMarked;
