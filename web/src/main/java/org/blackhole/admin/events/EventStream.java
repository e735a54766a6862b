// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.events;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.blackhole.journal.Event;
import org.blackhole.journal.EventReader;
import org.blackhole.journal.EventType;
import org.blackhole.journal.Events;

/**
 * One answer of server-sent events, to its end (HTML, 9.2). It ends when the reader is gone, is no
 * longer logged in, or the application stops. For a thread of its own, which a reader that reads
 * slowly holds up, and nothing else.
 */
public final class EventStream {

  static final Duration HEARTBEAT = Duration.ofSeconds(15);
  static final Duration LOOK_AFTER_READER = Duration.ofSeconds(1);

  /** So often it looks for events: nobody who makes one is to wake anybody. */
  private static final long LOOK_MILLIS = 50;

  private static final int BATCH = 256;

  private final EventReader reader;
  private final Function<Event, JsonObject> view;
  private final BooleanSupplier isPresent;
  private final LongSupplier nanoTime;
  private final long begun;

  public EventStream(
      EventReader reader, Function<Event, JsonObject> view, BooleanSupplier isPresent) {
    this(reader, view, isPresent, System::nanoTime);
  }

  EventStream(
      EventReader reader,
      Function<Event, JsonObject> view,
      BooleanSupplier isPresent,
      LongSupplier nanoTime) {
    this.reader = reader;
    this.view = view;
    this.isPresent = isPresent;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /** Writes until it is over, and closes the reader. */
  public void write(OutputStream out) throws IOException {
    try (reader) {
      send(out, "retry: 2000\n\n");
      // Open Liberty keeps the head of an answer, and what is flushed with it, until there is more.
      send(out, ":\n\n");
      follow(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(OutputStream out) throws IOException, InterruptedException {
    long sent = begun;
    long looked = begun;
    while (!reader.isClosed()) {
      long now = nanoTime.getAsLong();
      if (now - looked >= LOOK_AFTER_READER.toNanos()) {
        looked = now;
        if (!isPresent.getAsBoolean()) {
          return;
        }
      }
      EventReader.Batch batch = reader.poll(BATCH);
      if (!batch.isEmpty()) {
        send(out, text(batch));
        sent = nanoTime.getAsLong();
      } else if (now - sent >= HEARTBEAT.toNanos()) {
        send(out, ":\n\n");
        sent = now;
      } else {
        reader.pause(LOOK_MILLIS);
      }
    }
  }

  private String text(EventReader.Batch batch) {
    StringBuilder text = new StringBuilder();
    if (batch.hasMissed()) {
      JsonObject missed = Json.createObjectBuilder().add("count", batch.missed()).build();
      text.append("event: missed\ndata: ").append(missed).append("\n\n");
    }
    for (Events.Numbered each : batch.events()) {
      EventType type = each.event().type();
      text.append("event: ").append(type.label()).append("\nid: ").append(each.number());
      // JSON has no line break but escaped.
      text.append("\ndata: ").append(view.apply(each.event())).append("\n\n");
    }
    return text.toString();
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
