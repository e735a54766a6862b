// SPDX-License-Identifier: Apache-2.0
/**
 * The engine as mail programs of the world meet it: each test runs a client or a relay that others
 * wrote, over real sockets, and is skipped, by name, where that program is not installed. The
 * script {@code src/test/scripts/install-clients} installs them all on Debian.
 */
@NullMarked
package org.blackhole.smtp.clients;

import org.jspecify.annotations.NullMarked;
