// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.blackhole.admin.access.Accounts;
import org.blackhole.admin.access.BearerTokens;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/** All that is wrong, whoever found it: connector, listeners, policy, accounts. */
@Singleton
public final class ServerFaults {

  private final SmtpServer server;
  private final PolicyInForce policy;
  private final Accounts accounts;
  private final BearerTokens tokens;

  @Inject
  public ServerFaults(
      SmtpServer server, PolicyInForce policy, Accounts accounts, BearerTokens tokens) {
    this.server = server;
    this.policy = policy;
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /** Each a sentence for the user, none twice; empty if all is well. */
  public List<String> list() {
    Set<String> found = new LinkedHashSet<>(server.faults());
    for (ListenerStatus listener : server.listeners()) {
      if (listener.failure() != null) {
        found.add(listener.failure());
      }
    }
    found.addAll(policy.faults());
    accounts.fault().ifPresent(found::add);
    tokens.fault().ifPresent(found::add);
    return List.copyOf(found);
  }

  /** What is wrong with mail though it is answered, each a sentence for the user. */
  public List<String> warnings() {
    return server.warnings();
  }
}
