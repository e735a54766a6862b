// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.blackhole.journal.Events;
import org.blackhole.journal.Tallies;
import org.blackhole.journal.history.History;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what the application has one of; the journal itself knows no container. */
@Dependent
public class JournalProducer {

  @Produces
  @Singleton
  Tallies tallies() {
    return new Tallies();
  }

  @Produces
  @Singleton
  Events events() {
    return new Events();
  }

  @Produces
  @Singleton
  History history(
      @ConfigProperty(name = "blackhole.directory", defaultValue = "blackhole") String directory) {
    return new History(Path.of(directory));
  }

  void stop(@Disposes History history) {
    history.close();
  }
}
