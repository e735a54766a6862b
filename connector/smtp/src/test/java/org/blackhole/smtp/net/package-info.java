// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the sockets as a client meets them: real connections over loopback, once for each
 * transport that this machine has.
 */
@NullMarked
package org.blackhole.smtp.net;

import org.jspecify.annotations.NullMarked;
