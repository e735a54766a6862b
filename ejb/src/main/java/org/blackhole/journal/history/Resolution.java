// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How fine rows are, and how many of them are kept. */
public enum Resolution {
  /** For an hour. */
  SECOND(1, 3600, "1s"),
  /** For a week. */
  MINUTE(60, 7 * 24 * 60, "1m"),
  /** For a year, leap years too. */
  HOUR(3600, 366 * 24, "1h");

  private final int seconds;
  private final int rows;
  private final String label;

  Resolution(int seconds, int rows, String label) {
    this.seconds = seconds;
    this.rows = rows;
    this.label = label;
  }

  /** Of one row. */
  public int seconds() {
    return seconds;
  }

  /** How many are kept. */
  public int rows() {
    return rows;
  }

  /** As a duration of the admin API. */
  public String label() {
    return label;
  }

  /** How far back it goes. */
  public Duration reach() {
    return Duration.ofSeconds((long) seconds * rows);
  }

  /** The finest that is no finer than this; empty if it is coarser than all. */
  public static Optional<Resolution> roundingUp(Duration step) {
    return Arrays.stream(values())
        .filter(each -> step.compareTo(Duration.ofSeconds(each.seconds)) <= 0)
        .findFirst();
  }

  /** The finest that goes back this far, else the coarsest. */
  public static Resolution reaching(Duration back) {
    return Arrays.stream(values())
        .filter(each -> back.compareTo(each.reach()) <= 0)
        .findFirst()
        .orElse(HOUR);
  }

  /** The begin of the row that this second is in. */
  long begin(long second) {
    return Math.floorDiv(second, seconds) * (long) seconds;
  }

  int slot(long at) {
    return Math.floorMod(Math.floorDiv(at, seconds), rows);
  }
}
