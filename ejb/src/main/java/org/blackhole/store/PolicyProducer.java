// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.blackhole.policy.PolicyInForce;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the one policy of the application. It is read when the application starts, not when the
 * first session comes: by then an event loop would wait for the disk.
 */
@Dependent
public class PolicyProducer {

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService timer;

  @Produces
  @Singleton
  PolicyInForce policy(
      @ConfigProperty(name = "blackhole.directory", defaultValue = "blackhole") String directory,
      @ConfigProperty(name = "blackhole.policy") Optional<String> given) {
    return open(directory, given.filter(path -> !path.isBlank()), timer);
  }

  void start(@Observes Startup event, PolicyInForce policy) {
    policy.revision();
  }

  void stop(@Disposes PolicyInForce policy) {
    policy.close();
  }

  private static PolicyInForce open(
      String directory, Optional<String> given, ScheduledExecutorService timer) {
    return new PolicyAtStart(
            Path.of(directory, "policy.json"),
            given.map(Path::of).orElse(null),
            timer,
            InstantSource.system())
        .open();
  }
}
