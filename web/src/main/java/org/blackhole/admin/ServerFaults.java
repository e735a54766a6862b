// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.blackhole.admin.access.Accounts;
import org.blackhole.admin.access.BearerTokens;
import org.blackhole.journal.history.History;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.SmtpServer;

/** All that is wrong, whoever found it: connector, listeners, policy, accounts, history. */
@Singleton
public final class ServerFaults {

  private final SmtpServer server;
  private final PolicyInForce policy;
  private final Accounts accounts;
  private final BearerTokens tokens;
  private final History history;

  @Inject
  public ServerFaults(
      SmtpServer server,
      PolicyInForce policy,
      Accounts accounts,
      BearerTokens tokens,
      History history) {
    this.server = server;
    this.policy = policy;
    this.accounts = accounts;
    this.tokens = tokens;
    this.history = history;
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

  /** What is wrong though mail is answered, each a sentence for the user. */
  public List<String> warnings() {
    List<String> found = new ArrayList<>(server.warnings());
    history.fault().ifPresent(found::add);
    return List.copyOf(found);
  }
}
