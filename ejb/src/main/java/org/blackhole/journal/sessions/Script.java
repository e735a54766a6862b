// SPDX-License-Identifier: Apache-2.0
package org.blackhole.journal.sessions;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import org.blackhole.smtp.api.Reply;

/**
 * A transcript as octets, in bounded space: entry after entry, each its kind, the microseconds
 * since the one before, and what the kind wants. Beyond three quarters of the bound only
 * transactions are kept in which something was refused, and what comes last: an entry is held back
 * until it shows what becomes of it.
 *
 * <p><b>Thread rule.</b> Written by one thread, and only added to; any thread may read what was
 * there when it looked.
 */
final class Script extends Octets implements Reply.Sink {

  /** Octets of a transcript at most. */
  static final int MOST = 4096;

  /** Up to here everything is kept. */
  private static final int FREE = MOST * 3 / 4;

  /** Octets that stay free for how the session ended. */
  private static final int LAST = 96;

  /** Room for a greeting and an EHLO, then for a message, and from there on twice as much. */
  private static final int FIRST = 48;

  private static final int SECOND = 256;
  private static final int LONGEST_LINE = 512;
  private static final int LONGEST_REPLY = 1024;

  /** Kind, time and a number, at most. */
  private static final int HEAD = 1 + 2 * 10;

  private static final VarHandle LENGTH;

  static {
    try {
      LENGTH = MethodHandles.lookup().findVarHandle(Script.class, "length", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private int length; // published; what is behind it is held back
  private long lastAt; // of the last entry, in microseconds
  private long publishedAt; // of the last that is published
  private int held; // entries held back
  private int skipped; // entries left out since the last that is published
  private boolean cut;

  /** A line of the client, from index 0 on. */
  void client(long at, byte[] line, int count) {
    if (end >= FREE && count > 0 && (line[0] == 'M' || line[0] == 'm')) {
      drop(); // a new transaction begins: the last was fine
    }
    int kept = Math.min(count, LONGEST_LINE);
    if (begin(kept == count ? Entry.CLIENT : Entry.CLIENT_CUT, at, kept)) {
      if (kept < count) {
        number(count);
      }
      number(kept);
      copy(line, 0, kept);
      done(false);
    }
  }

  /** A reply; one that refuses is kept, with what led to it. */
  void server(long at, Reply reply, int phrase) {
    int kept = phrase >= 0 ? 0 : Math.min(reply.length(), LONGEST_REPLY);
    if (begin(phrase >= 0 ? Entry.SERVER_PHRASE : Entry.SERVER, at, kept)) {
      if (phrase >= 0) {
        number(phrase);
      } else {
        number(kept);
        reply.writeTo(this);
      }
      done(!reply.isPositive());
    }
  }

  /** Takes the octets of a reply. */
  @Override
  public void write(byte[] reply, int offset, int count) {
    copy(reply, offset, Math.min(count, LONGEST_REPLY));
  }

  /** An entry that is a number. */
  void number(int kind, long at, long number) {
    if (begin(kind, at, 0)) {
      number(number);
      done(false);
    }
  }

  /**
   * A name, and perhaps another, each as its phrase or, if it has none, as it is.
   *
   * @param second empty if there is none
   */
  void names(int kind, long at, Phrases phrases, String first, String second) {
    if (begin(kind, at, 4 * (first.length() + second.length()))) {
      name(phrases, first);
      if (!second.isEmpty()) {
        name(phrases, second);
      }
      done(false);
    }
  }

  private void name(Phrases phrases, String name) {
    int number = phrases.number(name);
    number(number + 1L);
    if (number < 0) {
      text(name.getBytes(StandardCharsets.UTF_8), LONGEST_LINE);
    }
  }

  private void text(byte[] words, int most) {
    int kept = Math.min(words.length, most);
    number(kept);
    copy(words, 0, kept);
  }

  /** Something worth keeping, in words. */
  void note(long at, String words) {
    byte[] text = words.getBytes(StandardCharsets.UTF_8);
    if (begin(Entry.NOTE, at, Math.min(text.length, LONGEST_LINE))) {
      text(text, LONGEST_LINE);
      done(true);
    }
  }

  /** The session is over: what was held back is the end of it. */
  void close(long at, String ending) {
    publish();
    gap();
    head(Entry.NOTE, at);
    text(ending.getBytes(StandardCharsets.UTF_8), LAST - 2 * HEAD);
    publish();
  }

  private boolean begin(int kind, long at, int room) {
    int wanted = 2 * HEAD + room;
    if (end + wanted > MOST - LAST) {
      drop();
      if (end + wanted > MOST - LAST) {
        skipped++;
        cut = true;
        return false;
      }
    }
    if (held == 0) {
      gap();
    }
    head(kind, at);
    return true;
  }

  private void gap() {
    if (skipped > 0) {
      octet(Entry.GAP);
      number(0);
      number(skipped);
    }
  }

  private void head(int kind, long at) {
    octet(kind);
    number(Math.max(0, at - lastAt));
    lastAt = Math.max(lastAt, at);
  }

  private void done(boolean matters) {
    held++;
    if (matters || end < FREE) {
      publish();
    }
  }

  private void publish() {
    if (held > 0) {
      held = 0;
      skipped = 0;
    }
    publishedAt = lastAt;
    LENGTH.setRelease(this, end);
  }

  private void drop() {
    if (held > 0) {
      cut = true;
      skipped += held;
      held = 0;
      end = length;
      lastAt = publishedAt;
    }
  }

  @Override
  int larger(int size, int wanted) {
    int larger = size;
    while (larger < wanted) {
      larger = larger(larger);
    }
    return larger;
  }

  private static int larger(int size) {
    return switch (size) {
      case 0 -> FIRST;
      case FIRST -> SECOND;
      default -> 2 * size;
    };
  }

  /** What may be read, by any thread. */
  Transcript published() {
    int there = (int) LENGTH.getAcquire(this);
    byte[] array = octets;
    VarHandle.acquireFence();
    return new Transcript(array, 0, there);
  }

  /** All there is, for who writes it. */
  Cursor read() {
    return new Cursor(octets, 0, end);
  }

  /** Whether something was left out. */
  boolean isCut() {
    return cut;
  }
}
