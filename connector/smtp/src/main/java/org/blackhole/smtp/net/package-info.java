// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets, TLS, timers and admission, on Netty. {@link org.blackhole.smtp.net.SmtpTransport} owns
 * the event loops, {@link org.blackhole.smtp.net.SmtpSocket} is one listener. Control methods are
 * safe for any thread; a session lives on the event loop of its connection.
 */
@NullMarked
package org.blackhole.smtp.net;

import org.jspecify.annotations.NullMarked;
