// SPDX-License-Identifier: Apache-2.0
/**
 * The engine's counts as MicroProfile metrics, and how fast they grow. A tick once a second takes
 * them over; nothing here is in the way of a session.
 */
@NullMarked
package org.blackhole.admin.metrics;

import org.jspecify.annotations.NullMarked;
