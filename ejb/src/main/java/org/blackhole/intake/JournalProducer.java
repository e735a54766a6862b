// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.blackhole.journal.Tallies;

/** Makes the application's one set of tallies; the journal itself knows no container. */
@Dependent
public class JournalProducer {

  @Produces
  @Singleton
  Tallies tallies() {
    return new Tallies();
  }
}
