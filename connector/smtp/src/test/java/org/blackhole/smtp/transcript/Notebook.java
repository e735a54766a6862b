// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.transcript;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Recorder;
import org.blackhole.smtp.api.Recording;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SessionControl;
import org.jspecify.annotations.Nullable;

/** Takes down everything that a recording is told, in words. */
public final class Notebook implements Recording {

  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final @Nullable Peer peer;
  private final @Nullable SessionControl control;

  /** Has each session taken down in a notebook of its own. */
  public static Recorder into(List<Notebook> sessions) {
    return (peer, control) -> {
      Notebook notebook = new Notebook(peer, control);
      sessions.add(notebook);
      return notebook;
    };
  }

  public Notebook() {
    this(null, null);
  }

  public Notebook(@Nullable Peer peer, @Nullable SessionControl control) {
    this.peer = peer;
    this.control = control;
  }

  /** All so far. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whose session it is. */
  public Peer peer() {
    if (peer == null) {
      throw new IllegalStateException("nobody said");
    }
    return peer;
  }

  public void dismiss() {
    if (control == null) {
      throw new IllegalStateException("nobody said how");
    }
    control.dismiss();
  }

  /** Whether the end was told. */
  public boolean isOver() {
    return notes.stream().anyMatch(note -> note.startsWith("ended "));
  }

  @Override
  public void known(Peer changed) {
    notes.add(
        "known"
            + (changed.tls() == null ? "" : " " + changed.tls().version())
            + (changed.helo() == null ? "" : " helo=" + changed.helo())
            + (changed.identity() == null ? "" : " user=" + changed.identity()));
  }

  @Override
  public void command(byte[] octets, int length) {
    notes.add("C " + new String(octets, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public void pipelined() {
    notes.add("pipelined");
  }

  @Override
  public void said(Reply reply) {
    notes.add("S " + reply);
  }

  @Override
  public void queued(Envelope message) {
    notes.add("S 250 queued as " + message.id());
  }

  @Override
  public void proposed(Envelope message) {
    notes.add("proposed " + message.sender());
  }

  @Override
  public void added(Recipient recipient) {
    notes.add("added " + recipient.address());
  }

  @Override
  public void content(long octets, boolean whole) {
    notes.add("content " + octets + (whole ? "" : " broken off"));
  }

  @Override
  public void answered(Envelope message, boolean accepted, int code) {
    notes.add("answered " + code + (accepted ? "" : " no"));
  }

  @Override
  public void noticed(Notice notice) {
    notes.add("noticed " + notice);
  }

  @Override
  public void handshakeFailed(String why) {
    notes.add("handshake failed: " + why);
  }

  @Override
  public void ignored() {
    notes.add("ignored");
  }

  @Override
  public void ended(Ending ending) {
    notes.add("ended " + ending);
  }
}
