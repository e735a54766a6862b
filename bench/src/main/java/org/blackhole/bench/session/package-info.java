// SPDX-License-Identifier: Apache-2.0
/** What a session costs from octets to octets, without sockets, alone and under a policy. */
@NullMarked
package org.blackhole.bench.session;

import org.jspecify.annotations.NullMarked;
