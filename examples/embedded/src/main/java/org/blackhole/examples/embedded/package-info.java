// SPDX-License-Identifier: Apache-2.0
/** The SMTP engine as a plain library: no container, no configuration file. */
@NullMarked
package org.blackhole.examples.embedded;

import org.jspecify.annotations.NullMarked;
