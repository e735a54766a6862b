// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.blackhole.smtp.api.Conversation;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Handshake;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.Verdict;
import org.junit.jupiter.api.Test;

/** A callback that does not return is named, with the place where it stands. */
class WatchdogTest extends OnEachTransport {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  WatchdogTest(TransportKind kind) {
    super(kind);
  }

  /** Waits at MAIL, against its contract. */
  private final class Blocking implements Conversation {
    @Override
    public Verdict onMail(Envelope envelope) {
      block();
      return Verdict.proceed();
    }
  }

  private void block() {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(int seconds) {
    transport().watch(seconds * SECOND);
  }

  @Test
  void aCallbackThatDoesNotReturnIsNamedUntilItDoes() throws Exception {
    SmtpSocket server = serve(peer -> new Blocking());
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 2 * LOOPS; i++) {
      clients.add(Client.of(server).greet());
    }
    try (CapturedLog log = new CapturedLog()) {
      look(0);
      clients.get(0).say("MAIL FROM:<>\r\n");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      for (int second = 1; second < 6; second++) {
        look(second);
        assertThat(transport().faults()).isEmpty();
      }
      assertThat(log.entries()).isEmpty();

      look(6);
      look(7);
      String callback = Blocking.class.getName() + ".onMail at stage mail, called on listener mx";
      assertThat(transport().faults()).singleElement().asString().contains(callback);
      assertThat(log.entries()).hasSize(1);
      LogRecord entry = log.entries().get(0);
      assertThat(entry.getLevel()).isEqualTo(Level.WARNING);
      assertThat(entry.getMessage()).contains(callback).contains("has not returned for 5 s");
      assertThat(entry.getThrown().getStackTrace())
          .extracting(StackTraceElement::getMethodName)
          .contains("block", "onMail");

      // The next of the connections was given to the next of the loops.
      clients.get(1).say("NOOP\r\n").hear("250 2.0.0");

      released.countDown();
      clients.get(0).hear("250 2.1.0");
      look(20);
      assertThat(transport().faults()).isEmpty();
      assertThat(log.messages()).hasSize(2).last().asString().contains("has returned after 19 s");
    } finally {
      released.countDown();
    }
    for (Client client : clients) {
      client.close();
    }
  }

  @Test
  void aListenerThatDoesNotReturnIsNamedAsItCallsItself() throws Exception {
    SmtpListener blocking =
        new SmtpListener() {
          @Override
          public Conversation onSession(org.blackhole.smtp.api.Peer peer) {
            block();
            return new Conversation() {};
          }

          @Override
          public String toString() {
            return "a bean";
          }
        };
    SmtpSocket server = serve(blocking);
    try (CapturedLog log = new CapturedLog();
        Client client = Client.of(server)) {
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      look(100);
      look(105);
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("a bean.onSession at stage connect");
      released.countDown();
      client.greet().quit();
      look(106);
      assertThat(transport().faults()).isEmpty();
    } finally {
      released.countDown();
    }
  }

  @Test
  void callbacksThatReturnAreNeverNamed() throws Exception {
    SmtpSocket server = serve(new Recording());
    try (CapturedLog log = new CapturedLog();
        Client client = Client.of(server).greet()) {
      for (int second = 200; second < 230; second++) {
        client.mail();
        look(second);
      }
      assertThat(log.entries()).isEmpty();
      assertThat(transport().faults()).isEmpty();
    }
  }

  @Test
  void anEndlessLoopIsNamedToo() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    SmtpSocket server =
        serve(
            new Recording(
                call -> {
                  while (call.equals("NOOP") && !done.get()) {
                    Thread.onSpinWait();
                  }
                  return Verdict.proceed();
                }));
    try (CapturedLog log = new CapturedLog();
        Client client = Client.of(server).greet().say("NOOP\r\n")) {
      await()
          .until(
              () -> {
                look(300);
                look(306);
                return !log.entries().isEmpty();
              });
      assertThat(log.messages().get(0)).contains(".onCommand at stage");
      done.set(true);
      client.hear("250 2.0.0");
      look(307);
      assertThat(transport().faults()).isEmpty();
    } finally {
      done.set(true);
    }
  }

  @Test
  void everyMethodOfAConversationIsWatched() throws Exception {
    List<Method> methods =
        Arrays.stream(Conversation.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    CallWatch calls = new CallWatch();
    calls.runsHere();
    for (Method method : methods) {
      List<String> seen = new ArrayList<>();
      Conversation own =
          (Conversation)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {Conversation.class},
                  (proxy, called, arguments) -> {
                    CallWatch.Call call = calls.underWay();
                    seen.add(called.getName());
                    seen.add(call == null ? "unwatched" : call.callback().words());
                    return called.getReturnType() == Handshake.class ? Handshake.usual() : null;
                  });
      Object[] arguments = new Object[method.getParameterCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = method.getParameterTypes()[i] == long.class ? 1L : null;
      }
      method.invoke(new WatchedConversation(own, "mx", calls), arguments);
      assertThat(seen).hasSize(2).first().isEqualTo(method.getName());
      assertThat(seen.get(1)).startsWith(method.getName() + " at stage ");
      assertThat(calls.underWay()).isNull();
    }
  }
}
