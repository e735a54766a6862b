// SPDX-License-Identifier: Apache-2.0
/**
 * The resource adapter: brings the engine of {@code org.blackhole.smtp} into a Jakarta EE server
 * (Jakarta Connectors 2.1). It knows the container, settings and lifecycle; no protocol, no policy.
 *
 * <p>{@link org.blackhole.connector.SmtpResourceAdapter} takes the container's calls and hands them
 * to {@link org.blackhole.connector.LiveServer}, which holds one {@link
 * org.blackhole.connector.Activation} for each activated endpoint. The settings of an {@link
 * org.blackhole.connector.SmtpActivationSpec}, or of a {@link
 * org.blackhole.connector.SmtpMessageActivationSpec}, are read once, together, into an {@link
 * org.blackhole.connector.ActivationPlan}; {@link org.blackhole.connector.Settings} is the table of
 * them all. Lifecycle calls come on the container's threads; nothing here runs on an event loop but
 * the two kinds of {@link org.blackhole.connector.Intake} and the conversations of whole messages.
 */
@NullMarked
package org.blackhole.connector;

import org.jspecify.annotations.NullMarked;
