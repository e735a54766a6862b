// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Ending;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Verdict;
import org.jspecify.annotations.Nullable;

/** Gives the answers of a script, the last one again and again, and notes what it is asked. */
final class HandshakeScript implements Conversation {

  /** Decides. */
  @FunctionalInterface
  interface Answer {
    Handshake to(Peer peer, @Nullable ClientHello hello);
  }

  private final List<Answer> answers;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  HandshakeScript(Handshake... answers) {
    List<Answer> all = new ArrayList<>();
    for (Handshake each : answers) {
      all.add((peer, hello) -> each);
    }
    this.answers = new CopyOnWriteArrayList<>(all);
  }

  HandshakeScript(Answer answer) {
    this.answers = new CopyOnWriteArrayList<>(List.of(answer));
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  /** Who was there when it was asked about a handshake. */
  List<Peer> peers() {
    return List.copyOf(peers);
  }

  boolean hasEnded() {
    return calls.stream().anyMatch(call -> call.startsWith("onEnd"));
  }

  @Override
  public Handshake onHandshake(Peer peer, @Nullable ClientHello hello) {
    calls.add("onHandshake" + (hello == null ? "" : " " + hello.serverName()));
    peers.add(peer);
    Answer answer = answers.size() > 1 ? answers.remove(0) : answers.get(0);
    return answer.to(peer, hello);
  }

  @Override
  public Verdict onConnect(Peer peer) {
    calls.add("onConnect");
    return Verdict.proceed();
  }

  @Override
  public Verdict onTls(Peer peer) {
    calls.add("onTls");
    return Verdict.proceed();
  }

  @Override
  public void onAbandon(Envelope envelope) {
    calls.add("onAbandon");
  }

  @Override
  public void onEnd(Ending ending) {
    calls.add("onEnd " + ending);
  }

  /** The record with which a client of the JDK begins. */
  static byte[] clientHello(String serverName) throws SSLException, NoSuchAlgorithmException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(serverName)));
    engine.setSSLParameters(parameters);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    byte[] octets = new byte[record.position()];
    record.flip();
    record.get(octets);
    return octets;
  }
}
