// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.blackhole.smtp.net.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an activation, read and found good.
 *
 * @param threads event loops; 0 is one for two cores
 * @param tlsReload how often certificates are looked at again
 * @param mail null if the bean receives sessions
 */
record ActivationPlan(
    TransportKind transport,
    int threads,
    Duration tlsReload,
    List<ListenerPlan> listeners,
    @Nullable MailPlan mail) {

  /**
   * Reads all settings together.
   *
   * @throws FaultySettings naming everything that is wrong
   */
  static ActivationPlan read(Receives receives, Map<String, String> given) throws FaultySettings {
    Values own = new Values(given);
    List<ListenList.Entry> entries = check(receives, own);
    Values activation =
        receives == Receives.MESSAGES
            ? new Values(Map.of(Settings.CONTENT.name(), "body")).over(own)
            : own;
    String hostname = activation.find(Settings.HOSTNAME).orElseGet(HostName::ofThisMachine);
    List<ListenerPlan> listeners =
        entries.stream().map(entry -> ListenerPlan.of(entry, activation, hostname)).toList();
    return new ActivationPlan(
        activation.get(Settings.TRANSPORT),
        activation.get(Settings.THREADS),
        activation.get(Settings.TLS_RELOAD),
        listeners,
        MailPlan.of(receives, activation));
  }

  /**
   * Looks at all settings without making anything of them.
   *
   * @return the listeners
   */
  static List<ListenList.Entry> check(Receives receives, Values activation) throws FaultySettings {
    List<Fault> faults = new ArrayList<>();
    List<ListenList.Entry> entries =
        activation
            .text(Settings.LISTEN)
            .map(text -> ListenList.parse(text, receives.settings(), faults))
            .orElseGet(
                () -> {
                  faults.add(Fault.missing(Settings.LISTEN, null));
                  return List.of();
                });
    faults.addAll(activation.faults(null));
    TlsPlan.check(activation, activation, null, faults);
    TlsPlan.checkPasswords(activation, entries, faults);
    for (ListenList.Entry entry : entries) {
      ListenerPlan.check(entry, activation, faults);
    }
    if (faults.isEmpty()) {
      entries.forEach(entry -> ListenerPlan.checkMet(entry, activation, faults));
    }
    if (!faults.isEmpty()) {
      throw new FaultySettings(faults);
    }
    return entries;
  }

  /** Where the authority is that signs what we make, if a listener has TLS. */
  Optional<Path> authority() {
    return listeners.stream()
        .map(ListenerPlan::tls)
        .filter(Objects::nonNull)
        .map(tls -> tls.made().directory())
        .findFirst();
  }
}
