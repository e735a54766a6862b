// SPDX-License-Identifier: Apache-2.0
/**
 * Counts as badges: small images for a page of somebody else's, beside the JAX-RS application.
 *
 * <p><b>Thread rule.</b> Drawn on the container's request threads; nothing here waits.
 */
@NullMarked
package org.blackhole.admin.badges;

import org.jspecify.annotations.NullMarked;
