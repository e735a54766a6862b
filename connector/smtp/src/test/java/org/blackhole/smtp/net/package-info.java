// SPDX-License-Identifier: Apache-2.0
/** Tests of sockets and TLS over real connections. */
@NullMarked
package org.blackhole.smtp.net;

import org.jspecify.annotations.NullMarked;
