// SPDX-License-Identifier: Apache-2.0
/**
 * Where sessions come in: the message-driven bean, of three lines, and what it counts on.
 *
 * <p>The bean only hands over; what is answered is judged in {@link org.blackhole.policy}, without
 * the container. Nothing depends on this package.
 *
 * <p><b>Thread rule.</b> The bean is called on the event loop of the session, once, and never
 * blocks.
 */
@NullMarked
package org.blackhole.intake;

import org.jspecify.annotations.NullMarked;
