// SPDX-License-Identifier: Apache-2.0
/** Tests of the resource adapter, in a container small enough to stand here. */
@NullMarked
package org.blackhole.connector;

import org.jspecify.annotations.NullMarked;
