// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.blackhole.admin.access.Role;

/** The root of the admin API. */
@ApplicationPath("/api/v1")
@DeclareRoles({Role.VIEWS, Role.OPERATES, Role.ADMINISTERS})
public class AdminApplication extends Application {}
