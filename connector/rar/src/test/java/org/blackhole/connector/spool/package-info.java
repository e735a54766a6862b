// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.blackhole.connector.spool;

import org.jspecify.annotations.NullMarked;
