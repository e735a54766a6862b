// SPDX-License-Identifier: Apache-2.0
package org.blackhole.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.blackhole.policy.PolicyInForce;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the one policy of the application, and what keeps it. It is read when the application
 * starts, not when the first session comes: by then an event loop would wait for the disk.
 */
@Dependent
public class PolicyProducer {

  // How long a start waits for the database, and who changes or reads at most.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService timer;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService threads;

  @Produces
  @Singleton
  RevisionDatabase database(@ConfigProperty(name = "blackhole.database.url") Optional<String> url) {
    return new RevisionDatabase(
        new RevisionSource(url.orElse(""), new PooledDatabase(System::nanoTime)),
        new Waiting(threads, PATIENCE));
  }

  @Produces
  @Singleton
  DatabaseThenFile keeper(
      RevisionDatabase database,
      @ConfigProperty(name = "blackhole.directory", defaultValue = "blackhole") String directory) {
    return new DatabaseThenFile(database, new PolicyFile(Path.of(directory, "policy.json")));
  }

  @Produces
  @Singleton
  PolicyInForce policy(
      RevisionDatabase database,
      DatabaseThenFile keeper,
      @ConfigProperty(name = "blackhole.policy") Optional<String> given) {
    Path path = given.filter(text -> !text.isBlank()).map(Path::of).orElse(null);
    return new PolicyAtStart(database, keeper, path, timer, InstantSource.system()).open();
  }

  @Produces
  @Singleton
  DatabaseWatch watch(RevisionDatabase database, DatabaseThenFile keeper, PolicyInForce policy) {
    return new DatabaseWatch(database, keeper, policy);
  }

  /** The database opens while the rest of the application starts. */
  void start(@Observes Startup event, RevisionDatabase database, Instance<DatabaseWatch> watch) {
    database.prepare();
    // Makes the policy: nobody is to wait for that, least of all an event loop.
    threads.execute(() -> watch.get().begin(timer, LOOK_EVERY));
  }

  void stop(@Disposes PolicyInForce policy) {
    policy.close();
  }

  void stop(@Disposes DatabaseWatch watch) {
    watch.close();
  }

  void stop(@Disposes RevisionDatabase database) {
    database.close();
  }
}
