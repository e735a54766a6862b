// SPDX-License-Identifier: Apache-2.0
/** The conditions of rules, one at a time. */
@NullMarked
package org.blackhole.policy.rule;

import org.jspecify.annotations.NullMarked;
