// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resolution: the rows, the row that is being filled, and the file. One thread at a time takes
 * note; any may read.
 */
final class Track {

  private final Resolution resolution;
  private final Path path;
  private final Rows rows;

  private @Nullable RingFile file;
  private boolean hasRead;
  private long open = Long.MIN_VALUE;
  private Growth growth = Growth.NONE;
  private Row before = Row.empty(0);

  Track(Resolution resolution, Path path) {
    this.resolution = resolution;
    this.path = path;
    this.rows = new Rows(resolution);
  }

  /** Takes over what was kept before, as far as the file can be read; it loses nothing by that. */
  void open() throws IOException {
    if (file == null) {
      // What could not be written while there was no file.
      List<Row> waiting = rows.all();
      RingFile opened = RingFile.open(path, resolution);
      try {
        if (!hasRead) {
          opened.read().stream()
              .filter(row -> row.at() == resolution.begin(row.at()))
              .forEach(this::takeOver);
          hasRead = true;
        }
        for (Row row : waiting) {
          opened.write(rows.find(row.at()).orElse(row));
        }
      } catch (IOException e) {
        opened.close();
        throw e;
      }
      file = opened;
    }
  }

  /** A row of a run before; this one may have counted in the same step since. */
  private void takeOver(Row kept) {
    Row since = rows.find(kept.at()).orElse(null);
    if (since == null) {
      rows.putIfFree(kept);
      return;
    }
    rows.put(since.plus(kept));
    if (kept.at() == open) {
      before = before.plus(kept);
    }
  }

  /**
   * Adds to the row that this second is in; one of before this run, or of a clock set back, too.
   */
  Row add(long second, Growth more) {
    long at = resolution.begin(second);
    if (at != open) {
      open = at;
      growth = Growth.NONE;
      before = rows.find(at).orElse(Row.empty(at));
    }
    growth = growth.plus(more);
    Row row = growth.row(at).plus(before);
    rows.put(row);
    return row;
  }

  /** Notes that there was nothing in this second, unless there is something. */
  boolean addIfMissing(long second) {
    if (rows.find(second).isPresent()) {
      return false;
    }
    rows.put(Row.empty(second));
    return true;
  }

  void keep(Row row) throws IOException {
    if (file != null) {
      file.write(row);
    }
  }

  void force() throws IOException {
    if (file != null) {
      file.force();
    }
  }

  void close() throws IOException {
    RingFile opened = file;
    file = null;
    if (opened != null) {
      opened.close();
    }
  }

  List<Row> newest(long from, long to, int limit) {
    return rows.newest(from, to, limit);
  }
}
