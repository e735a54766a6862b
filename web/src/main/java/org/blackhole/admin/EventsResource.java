// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.blackhole.admin.access.Presence;
import org.blackhole.admin.access.Role;
import org.blackhole.admin.events.EventStream;
import org.blackhole.admin.events.EventStreams;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/** What happens, as it happens: server-sent events, each reader at its own pace. */
@Path("/events")
@RolesAllowed(Role.VIEWS)
@Singleton
public final class EventsResource {

  private static final Logger LOG = EscapedLog.named(EventsResource.class.getName());

  private final EventStreams streams;
  private final Presence presence;

  @Inject
  public EventsResource(EventStreams streams, Presence presence) {
    this.streams = streams;
    this.presence = presence;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void follow(
      @QueryParam("types") @Nullable String types,
      @QueryParam("since") @Nullable String since,
      @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String last,
      @Context HttpServletRequest request,
      @Suspended AsyncResponse answer) {
    try {
      Set<EventType> wanted = types(types);
      // What a browser has seen meanwhile goes before what its page asked for at first.
      long after = last == null || last.isBlank() ? after(since) : after(last);
      if (request.getMethod().equals(HttpMethod.HEAD)) {
        answer.resume(Response.ok().type(MediaType.SERVER_SENT_EVENTS).build());
      } else {
        follow(wanted, after, presence.of(request), answer);
      }
    } catch (ProblemException e) {
      answer.resume(e);
    }
  }

  private void follow(
      Set<EventType> types, long after, BooleanSupplier isPresent, AsyncResponse answer) {
    EventReader reader =
        streams
            .open(after, types)
            .orElseThrow(
                () ->
                    ProblemException.busy(
                        "There are "
                            + EventStreams.MOST
                            + " readers of events already; try again later."));
    EventStream stream = new EventStream(reader, EventView::of, isPresent);
    Response events =
        Response.ok((StreamingOutput) out -> write(stream, out))
            // Else a proxy may wait until it has a whole buffer.
            .header("X-Accel-Buffering", "no")
            .build();
    try {
      // Who resumes writes, as long as there is something to write.
      streams.run(
          () -> {
            try (reader) {
              answer.resume(events);
            }
          });
    } catch (RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  /** That a reader goes away is how an answer usually ends. */
  private static void write(EventStream stream, OutputStream out) {
    try {
      stream.write(out);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A reader of events is gone: {0}", e.getMessage());
    }
  }

  private static Set<EventType> types(@Nullable String types) {
    if (types == null) {
      return EnumSet.allOf(EventType.class);
    }
    Set<EventType> wanted = EnumSet.noneOf(EventType.class);
    for (String each : types.split(",", -1)) {
      wanted.add(
          EventType.of(each.trim())
              .orElseThrow(
                  () ->
                      ProblemException.nonsenseParameter(
                          "types",
                          "has to be of sessions, messages, policy and listeners, separated by"
                              + " commas")));
    }
    return wanted;
  }

  private static long after(@Nullable String text) {
    if (text == null) {
      return Events.NOW;
    }
    long number;
    try {
      number = Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      throw ProblemException.unreadableParameter("since", "has to be the id of an event");
    }
    if (number < 0) {
      throw ProblemException.nonsenseParameter("since", "has to be the id of an event, or 0");
    }
    return number;
  }
}
