// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
import org.blackhole.smtp.api.Notice;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.Verdict;
import org.blackhole.smtp.session.SessionLimits;

/** An application that says yes and writes down what it was asked. */
final class Calls implements Conversation {

  private final SessionLimits limits;
  private final List<String> made = new ArrayList<>();
  private final StringBuilder content = new StringBuilder();

  Calls(SessionLimits limits) {
    this.limits = limits;
  }

  List<String> made() {
    return made;
  }

  private Verdict note(String call) {
    made.add(call);
    return Verdict.proceed();
  }

  @Override
  public Verdict onHelo(Peer peer) {
    return note("hello " + peer.helo() + " from " + peer.address());
  }

  @Override
  public Verdict onMail(Envelope envelope) {
    return note("mail " + envelope.sender() + envelope.parameters() + envelope.forwarded());
  }

  @Override
  public Verdict onRecipient(Envelope envelope, Recipient recipient) {
    assertThat(envelope.recipients()).hasSizeLessThan(limits.maxRecipients());
    return note("recipient " + recipient);
  }

  @Override
  public Verdict onData(Envelope envelope) {
    content.setLength(0);
    return note("data");
  }

  @Override
  public Verdict onContent(Envelope envelope, ByteBuffer octets) {
    content.append(StandardCharsets.ISO_8859_1.decode(octets));
    return Verdict.proceed();
  }

  @Override
  public Verdict onHeaders(Envelope envelope, Headers headers) {
    StringBuilder fields = new StringBuilder();
    headers.forEach((name, value) -> fields.append(name).append('=').append(value).append(';'));
    assertThat(fields.length()).isLessThanOrEqualTo(2 * limits.maxHeaderSize());
    return note("headers " + fields);
  }

  @Override
  public Verdict onMessage(Envelope envelope, long size) {
    return note("message " + size + " " + content);
  }

  @Override
  public Verdict onDelivery(Envelope envelope, Recipient recipient, long size) {
    return note("delivery " + recipient + " " + size);
  }

  @Override
  public Verdict onCommand(Peer peer, Stage stage, String argument) {
    return note(stage + " " + argument);
  }

  @Override
  public void onNotice(Peer peer, Notice notice) {
    note("notice " + notice);
  }

  @Override
  public void onAbandon(Envelope envelope) {
    note("abandon " + envelope.ordinal() + " " + content);
  }

  @Override
  public void onEnd(Ending ending) {
    note("end " + ending);
  }
}
