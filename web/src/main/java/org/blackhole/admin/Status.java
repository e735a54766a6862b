// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.blackhole.policy.RevisionHistory;
import org.blackhole.smtp.api.SmtpServer;

/** What the server is, and what it is doing. */
@Singleton
public final class Status {

  private final SmtpServer server;
  private final PolicyInForce policy;
  private final ServerFaults faults;
  private final RevisionHistory history;
  private final String version = Version.read();
  private final String node = node();

  @Inject
  public Status(
      SmtpServer server, PolicyInForce policy, ServerFaults faults, RevisionHistory history) {
    this.server = server;
    this.policy = policy;
    this.faults = faults;
    this.history = history;
  }

  JsonObject view() {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("version", version)
            .add("node", node)
            .add("started", server.startedAt().toString())
            .add("state", server.state().name().toLowerCase(Locale.ROOT))
            .add("revision", policy.revision().map(Revision::number).orElse(0L))
            .add("seed", policy.seed())
            .add("transport", server.transport())
            .add("tls", server.tlsProvider());
    List<String> found = new ArrayList<>(faults.list());
    // No reason not to be ready: mail is answered all the same.
    found.addAll(faults.warnings());
    history.fault().ifPresent(found::add);
    policy.keeperFault().ifPresent(found::add);
    return json.add("faults", Json.createArrayBuilder(found)).build();
  }

  private static String node() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
