// SPDX-License-Identifier: Apache-2.0
/** Tests of the exchanges: the RFCs' own examples, real clients, and whatever else may come. */
@NullMarked
package org.blackhole.smtp.sasl;

import org.jspecify.annotations.NullMarked;
