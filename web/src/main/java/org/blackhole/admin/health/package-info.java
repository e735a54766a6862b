// SPDX-License-Identifier: Apache-2.0
/** Started, ready, live: the three questions of MicroProfile Health, answered with reasons. */
@NullMarked
package org.blackhole.admin.health;

import org.jspecify.annotations.NullMarked;
