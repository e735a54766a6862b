// SPDX-License-Identifier: Apache-2.0
package org.blackhole.bench.longrun;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Recorder;

/**
 * Keeps to the protocol: a few messages a connection, and what it is told. Whatever the policy is,
 * it may hear refusals; a connection that ends without a reply, or a reply that is none of the
 * field's, is wrong.
 */
final class HonestClient implements Actor {

  private static final String MESSAGE =
      "Subject: long run\r\nFrom: <a@client.example>\r\n\r\n"
          + "A line of text that is like all the others.\r\n".repeat(20)
          + ".\r\n";

  private final InetSocketAddress server;
  private final Way way;
  private final SSLContext trusting;
  private final int messages;
  private final Outcomes outcomes;
  private final Recorder answers;

  /**
   * @param messages of a connection
   * @param answers takes the nanoseconds from the end of a message to its answer
   */
  HonestClient(
      InetSocketAddress server,
      Way way,
      SSLContext trusting,
      int messages,
      Outcomes outcomes,
      Recorder answers) {
    this.server = server;
    this.way = way;
    this.trusting = trusting;
    this.messages = messages;
    this.outcomes = outcomes;
    this.answers = answers;
  }

  @Override
  public void act() throws InterruptedException {
    try (Dialogue dialogue = new Dialogue(server, trusting)) {
      converse(dialogue);
    } catch (ConnectException e) {
      outcomes.add("connection refused");
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (IOException e) {
      outcomes.wrong(way + ": " + e);
    }
  }

  private void converse(Dialogue dialogue) throws IOException, InterruptedException {
    String where = "greeting";
    try {
      if (way == Way.TLS) {
        where = "handshake";
        dialogue.handshake();
      }
      if (goesOn(dialogue.code()) && hello(dialogue)) {
        where = "mail";
        if (mail(dialogue)) {
          where = "quit";
          tell(dialogue.ask("QUIT"));
        }
      }
    } catch (EOFException e) {
      // In a handshake there is no way to say 421.
      String what = way + ": closed without a reply in " + where;
      if (way == Way.TLS && dialogue.heard() == 0) {
        outcomes.add(what);
      } else {
        outcomes.wrong(what + " after " + dialogue.heard() + " replies");
      }
    }
  }

  private boolean hello(Dialogue dialogue) throws IOException, InterruptedException {
    if (!goesOn(dialogue.ask("EHLO client.example"))) {
      return false;
    }
    if (way != Way.STARTTLS) {
      return true;
    }
    if (!goesOn(dialogue.ask("STARTTLS"))) {
      return false;
    }
    dialogue.handshake();
    return goesOn(dialogue.ask("EHLO client.example"));
  }

  private boolean mail(Dialogue dialogue) throws IOException, InterruptedException {
    for (int i = 0; i < messages; i++) {
      int number = ThreadLocalRandom.current().nextInt(1_000);
      if (!goesOn(dialogue.ask("MAIL FROM:<a" + number + "@client.example>"))) {
        return false;
      }
      int recipient = dialogue.ask("RCPT TO:<b" + number + "@mx.example>");
      if (!goesOn(recipient)) {
        return false;
      }
      if (recipient != 250) {
        if (!goesOn(dialogue.ask("RSET"))) {
          return false;
        }
        continue;
      }
      if (!goesOn(dialogue.ask("DATA"))) {
        return false;
      }
      dialogue.write(MESSAGE);
      long since = System.nanoTime();
      int answer = dialogue.code();
      answers.recordValue(System.nanoTime() - since);
      if (!goesOn(answer)) {
        return false;
      }
    }
    return true;
  }

  /** Counts a code; whether the connection lives on. */
  private boolean goesOn(int code) throws InterruptedException {
    tell(code);
    if (code == 421) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return code != 421 && code != 521;
  }

  private void tell(int code) {
    outcomes.add("reply " + code);
  }
}
