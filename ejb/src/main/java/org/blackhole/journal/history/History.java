// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.blackhole.smtp.api.Counts;
import org.blackhole.smtp.api.EscapedLog;
import org.jspecify.annotations.Nullable;

/**
 * Takes note once a second of what was counted. How much it was follows from totals that only grow,
 * when it was from the time of day: a clock that is set counts nothing twice and loses nothing, it
 * only puts it elsewhere. Where the disk fails, memory goes on, and the file follows when it can.
 *
 * <p><b>Thread rule.</b> {@link #record} may wait for the disk and is for one thread at a time, as
 * is {@link #close}; {@link #newest} and {@link #fault} are for any, and wait for no disk.
 */
public final class History implements AutoCloseable {

  private static final Logger LOG = EscapedLog.named(History.class.getName());

  private static final long TRY_AGAIN = TimeUnit.SECONDS.toNanos(10);

  // A look that late means that the machine stood still.
  private static final long LONGEST_GAP = 600;

  private final Path folder;
  private final Map<Resolution, Track> tracks = new EnumMap<>(Resolution.class);

  private Map<String, Counts> known = Map.of();
  private boolean isOpen;
  private boolean isClosed;
  private boolean hasTried;
  private long tried;
  private long looked;
  private long last = Long.MIN_VALUE;
  private volatile @Nullable String fault;

  /**
   * @param folder where the files are; made when they are
   */
  public History(Path folder) {
    this.folder = folder.toAbsolutePath();
    for (Resolution each : Resolution.values()) {
      tracks.put(each, new Track(each, this.folder.resolve("history-" + each.label() + ".ring")));
    }
  }

  /**
   * Takes note of what was counted by now.
   *
   * @param now the time of day, shortly after the begin of a second: what was counted is that of
   *     the second before
   * @param nanos a time that nobody sets
   * @param totals by listener
   */
  public synchronized void record(Instant now, long nanos, Map<String, Counts> totals) {
    openIfDue(nanos);
    long second = Math.floorDiv(now.toEpochMilli() - 500, 1000L);
    Growth growth = Growth.between(known, totals);
    known = totals;
    List<Kept> changed = new ArrayList<>();
    fillGap(second, nanos, changed);
    tracks.forEach((each, track) -> changed.add(new Kept(track, track.add(second, growth))));
    boolean isNewMinute =
        Resolution.MINUTE.begin(second) != Resolution.MINUTE.begin(last) && isOpen;
    last = second;
    looked = nanos;
    if (isOpen) {
      keep(changed, isNewMinute);
    }
  }

  private record Kept(Track track, Row row) {}

  /** A look that came late: the server ran all the same. */
  private void fillGap(long second, long nanos, List<Kept> changed) {
    if (last == Long.MIN_VALUE) {
      return;
    }
    long missing = second - last - 1;
    long elapsed = TimeUnit.NANOSECONDS.toSeconds(nanos - looked) + 1;
    if (missing > Math.min(elapsed, LONGEST_GAP)) {
      return;
    }
    Track seconds = track(Resolution.SECOND);
    for (long each = last + 1; each < second; each++) {
      if (seconds.addIfMissing(each)) {
        changed.add(new Kept(seconds, Row.empty(each)));
      }
    }
  }

  private void keep(List<Kept> changed, boolean force) {
    try {
      for (Kept each : changed) {
        each.track().keep(each.row());
      }
      if (force) {
        for (Track track : tracks.values()) {
          track.force();
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void openIfDue(long nanos) {
    // A look that is still under way when it is closed opens nothing again.
    if (isOpen || isClosed || (hasTried && nanos - tried < TRY_AGAIN)) {
      return;
    }
    hasTried = true;
    tried = nanos;
    try {
      for (Track track : tracks.values()) {
        track.open();
      }
      isOpen = true;
      if (fault != null) {
        fault = null;
        LOG.log(Level.INFO, "The history in {0} is kept again", folder);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    String sentence =
        "The history of the counts cannot be kept in " + folder + ": " + reason(e) + ".";
    if (!sentence.equals(fault)) {
      LOG.log(Level.WARNING, sentence);
    }
    fault = sentence;
    isOpen = false;
    for (Track track : tracks.values()) {
      try {
        track.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
    }
  }

  /** Of some, the message is a bare path. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "this is not a folder";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * The rows that begin from {@code from} on and before {@code to}, newest first.
   *
   * @param limit how many at most
   */
  public List<Row> newest(Resolution resolution, Instant from, Instant to, int limit) {
    // The first that begins in the interval or at its start.
    long first = ceiling(from);
    return track(resolution).newest(first, ceiling(to), limit);
  }

  private static long ceiling(Instant time) {
    return time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
  }

  /** Why it is not kept, a sentence for the user; empty if all is well. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /** What was noted is on the disk when this returns. */
  @Override
  public synchronized void close() {
    try {
      for (Track track : tracks.values()) {
        track.force();
        track.close();
      }
    } catch (IOException e) {
      fail(e);
    }
    isOpen = false;
    isClosed = true;
  }

  private Track track(Resolution resolution) {
    return Optional.ofNullable(tracks.get(resolution)).orElseThrow();
  }
}
