// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.policy.Fault;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.PolicyInForce;
import org.blackhole.policy.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy to begin with: the one kept last, else the one given for the first start, else
 * the default. What it begins with is kept, with the seed drawn for it. One that is there but
 * cannot be read is never passed over: the server does not come up on a guess.
 */
final class PolicyAtStart {

  private static final Logger LOG = System.getLogger(PolicyAtStart.class.getName());

  private final Path kept;
  private final @Nullable Path given;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  PolicyAtStart(
      Path kept, @Nullable Path given, ScheduledExecutorService timer, InstantSource clock) {
    this.kept = kept;
    this.given = given;
    this.timer = timer;
    this.clock = clock;
  }

  PolicyInForce open() {
    PolicyFile file = new PolicyFile(kept);
    Path reading = kept;
    try {
      Optional<Revision> last = file.read();
      if (last.isPresent() && (given == null || !isUntouched(last.get()))) {
        return new PolicyInForce(last.get(), file, timer, clock);
      }
      if (given != null) {
        reading = given;
      }
      Revision first =
          given == null
              ? first(PolicyDocument.DEFAULT, "first start")
              : first(file.given(given), "given for the first start");
      keep(file, first);
      return new PolicyInForce(first, file, timer, clock);
    } catch (InvalidPolicyException e) {
      return unreadable(file, reading, e.faults().stream().map(Fault::toString).toList());
    } catch (UncheckedIOException e) {
      return unreadable(file, reading, List.of(reason(e)));
    }
  }

  private Revision first(PolicyDocument document, String why) {
    return Revision.first(document, clock.instant(), "blackhole", why);
  }

  /** Whether nobody has said anything yet: a policy given now is for the first start still. */
  private static boolean isUntouched(Revision kept) {
    return kept.number() == 1 && kept.document().equals(PolicyDocument.DEFAULT);
  }

  private static void keep(PolicyFile file, Revision first) {
    try {
      file.keep(first);
    } catch (IOException e) {
      // The next start finds what was given, or the default, again; only a drawn seed is lost.
      LOG.log(Level.WARNING, "The policy could not be kept", e);
    }
  }

  private PolicyInForce unreadable(PolicyFile file, Path path, List<String> reasons) {
    List<String> faults =
        reasons.stream()
            .map(
                reason ->
                    "The policy in "
                        + path
                        + " is refused until it is mended and the server started again: "
                        + reason)
            .toList();
    faults.forEach(fault -> LOG.log(Level.ERROR, fault));
    return PolicyInForce.unreadable(faults, file, timer, clock);
  }

  private static String reason(UncheckedIOException e) {
    return e.getCause() == null ? e.toString() : IoFault.reason(e.getCause());
  }
}
