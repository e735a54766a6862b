// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.blackhole.journal.Events;
import org.blackhole.journal.Tallies;

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
}
