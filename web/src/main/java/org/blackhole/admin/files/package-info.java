// SPDX-License-Identifier: Apache-2.0
/** The files of the console, which the container serves: what browsers may keep of them. */
@NullMarked
package org.blackhole.admin.files;

import org.jspecify.annotations.NullMarked;
