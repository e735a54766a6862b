// SPDX-License-Identifier: Apache-2.0
/** An application that is wrong on purpose, deployed in place of ours. */
@NullMarked
package org.blackhole.it.faulty;

import org.jspecify.annotations.NullMarked;
