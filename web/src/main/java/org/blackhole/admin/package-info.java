// SPDX-License-Identifier: Apache-2.0
/**
 * The admin API under {@code /api/v1}: one resource class a noun. It shows and steers what the
 * connector and the policy do, and decides nothing itself.
 *
 * <p><b>Thread rule.</b> Everything runs on the container's request threads; nothing here is called
 * from an event loop, and nothing here waits for one.
 */
@NullMarked
package org.blackhole.admin;

import org.jspecify.annotations.NullMarked;
