// SPDX-License-Identifier: Apache-2.0
package org.blackhole.intake;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.blackhole.journal.Events;
import org.blackhole.journal.senders.Senders;
import org.blackhole.journal.sessions.SessionJournal;
import org.blackhole.smtp.api.SmtpServer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the journal of sessions and that of senders, and has the engine write the first while the
 * application lives.
 */
@Dependent
public class SessionsProducer {

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "smtp/server")
  SmtpServer server;

  @SuppressWarnings("NullAway.Init") // the container sets it
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  @Produces
  @Singleton
  Senders senders() {
    return new Senders();
  }

  @Produces
  @Singleton
  SenderWatch watch(Senders senders) {
    return new SenderWatch(senders);
  }

  @Produces
  @Singleton
  SessionJournal sessions(
      @ConfigProperty(name = JournalRoom.SESSIONS) Optional<String> sessions,
      @ConfigProperty(name = JournalRoom.OCTETS) Optional<String> octets,
      Events events,
      Senders senders) {
    JournalRoom room = JournalRoom.of(sessions, octets);
    return new SessionJournal(
        room.sessions(), room.octets(), events, senders, InstantSource.system(), System::nanoTime);
  }

  /**
   * For as long as the adapter lives, which ends with the application that it is a part of. Before
   * a session can come: there is no bean for it until the application has started.
   */
  void start(@Observes Startup event, SessionJournal journal, SenderWatch watch) {
    server.record(journal);
    watch.begin(threads);
  }

  /** Static: while the application stops, there is no making of this one anew. */
  static void stop(@Disposes SenderWatch watch) {
    watch.close();
  }
}
