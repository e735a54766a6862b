// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A certificate that an authority has revoked.
 *
 * @param since when
 * @param end of its validity
 */
record RevokedSerial(BigInteger serial, Instant since, Instant end) {}
