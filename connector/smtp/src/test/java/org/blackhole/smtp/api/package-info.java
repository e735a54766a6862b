// SPDX-License-Identifier: Apache-2.0
/** Tests of the values an application deals with. */
@NullMarked
package org.blackhole.smtp.api;

import org.jspecify.annotations.NullMarked;
