// SPDX-License-Identifier: Apache-2.0
/**
 * The server's side of SASL (RFC 4422) for AUTH (RFC 4954): responses of the client in, challenges
 * and in the end its credentials out. An {@link org.blackhole.smtp.sasl.Exchange} finds out what
 * the client proves or claims; whether that is enough is the application's to judge.
 *
 * <p>Octets here are what base64 held. There is no I/O and no clock; an exchange belongs to one
 * session and is used by one thread.
 */
@NullMarked
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.NullMarked;
