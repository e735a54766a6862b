// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import org.blackhole.smtp.session.AuthSettings;
import org.blackhole.smtp.wire.Replies;

/**
 * How long the connections of one listener on one event loop may last, whatever they do meanwhile:
 * each stands in one list, in the order in which they began, so that the first tells whether there
 * is anything to do. What the application makes a client wait for is waited for. Used on that loop
 * only.
 */
final class Lifetimes {

  /** Log-in is still to come. */
  private final ConnectionList strangers = new ConnectionList();

  private final ConnectionList known = new ConnectionList();

  /** They have been told to leave as soon as they can. */
  private final ConnectionList leaving = new ConnectionList();

  /** The same, of those who have not logged in; a verdict that is awaited may let them in. */
  private final ConnectionList late = new ConnectionList();

  /** Of those, who was let in; by that time. */
  private final ConnectionList letIn = new ConnectionList();

  private final boolean logIn;
  private final long authNanos;
  private final long sessionNanos;
  private final long graceNanos;

  Lifetimes(ListenerSettings settings) {
    ConnectionLimits limits = settings.connections();
    this.authNanos = limits.clients().authTimeout().toNanos();
    this.sessionNanos = limits.clients().maxSessionTime().toNanos();
    this.logIn =
        settings.session().auth().rule() == AuthSettings.Rule.REQUIRED && authNanos < sessionNanos;
    this.graceNanos = limits.idleTimeout().toNanos();
  }

  void begin(Place place, long now) {
    (logIn ? strangers : known).add(place, now);
  }

  void sweep(long now) {
    strangers.olderThan(now - authNanos, connection -> endStranger(connection, now));
    known.olderThan(now - sessionNanos, connection -> endKnown(connection, now));
    letIn.olderThan(now - sessionNanos, connection -> endKnown(connection, now));
    late.olderThan(now - graceNanos, connection -> endLate(connection, now));
    leaving.olderThan(now - graceNanos, connection -> endLeaving(connection, now));
  }

  private void endStranger(Connection connection, long now) {
    Place place = connection.life();
    place.leave();
    if (connection.isLoggedIn()) {
      known.add(place, place.time);
    } else {
      late.add(place, now);
      connection.expel(Replies.LOG_IN_LATE, !connection.isMadeToWait());
    }
  }

  private void endLate(Connection connection, long now) {
    Place place = connection.life();
    place.leave();
    if (connection.isLoggedIn()) {
      letIn.add(place, now);
    } else {
      late.add(place, now);
      connection.expel(Replies.LOG_IN_LATE, !connection.isMadeToWait());
    }
  }

  private void endKnown(Connection connection, long now) {
    Place place = connection.life();
    place.leave();
    leaving.add(place, now);
    connection.expel(Replies.SESSION_TOO_LONG, false);
  }

  private void endLeaving(Connection connection, long now) {
    Place place = connection.life();
    place.leave();
    leaving.add(place, now);
    if (!connection.isMadeToWait()) {
      connection.expel(Replies.SESSION_TOO_LONG, true);
    }
  }
}
