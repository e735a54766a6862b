// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The resources are at the root. */
@ApplicationPath("/")
public class InboxApplication extends Application {}
