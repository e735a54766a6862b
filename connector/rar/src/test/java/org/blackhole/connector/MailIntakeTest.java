// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.arjuna.ats.jta.TransactionManager;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.blackhole.smtp.api.Mail;
import org.blackhole.smtp.api.MailRefusedException;
import org.blackhole.smtp.api.Reply;
import org.blackhole.smtp.api.SmtpMessageListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages, from a client's octets to a bean in a transaction. */
class MailIntakeTest {

  private static final String LINE = "0123456789 abcdefghijklmnopqrstuvwxyz\r\n";

  private final SmallContainer container = new SmallContainer();
  private final SmtpResourceAdapter adapter = new SmtpResourceAdapter();
  private final ServerHandle server = new ServerHandle();
  private final List<Client> clients = new ArrayList<>();

  @TempDir private Path directory;

  @BeforeEach
  void start() throws ResourceException {
    adapter.start(container);
    server.setResourceAdapter(adapter);
  }

  @AfterEach
  void stop() throws IOException {
    for (Client client : clients) {
      client.close();
    }
    adapter.stop();
    container.close();
    assertThat(files()).isEmpty();
  }

  private SmtpMessageActivationSpec spec(String... namesAndValues) throws ResourceException {
    SmtpMessageActivationSpec spec = new SmtpMessageActivationSpec();
    spec.setListen("in=smtp://127.0.0.1:0?starttls=off lm=lmtp://127.0.0.1:0?starttls=off");
    spec.setHostname("inbox.test");
    spec.setTransport("nio");
    spec.setThreads("1");
    spec.setDrainTimeout("1s");
    spec.setSpillThreshold("64KiB");
    spec.setDirectory(directory.toString());
    spec.setResourceAdapter(adapter);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      spec.set(Settings.named(namesAndValues[i]).orElseThrow(), namesAndValues[i + 1]);
    }
    return spec;
  }

  private MailBeanFactory activate(
      boolean transacted, SmtpMessageListener bean, String... namesAndValues)
      throws ResourceException {
    MailBeanFactory factory = new MailBeanFactory(transacted, bean);
    SmtpMessageActivationSpec spec = spec(namesAndValues);
    spec.validate();
    adapter.endpointActivation(factory, spec);
    await().until(() -> factory.created.get() > 0);
    return factory;
  }

  private Client client() throws IOException {
    return client("in", "EHLO client.test");
  }

  private Client client(String listener, String hello) throws IOException {
    Client client = new Client(server.listener(listener).orElseThrow().info().address().getPort());
    clients.add(client);
    await().untilAsserted(() -> assertThat(client.read()).startsWith("220 "));
    assertThat(client.say(hello)).startsWith("250 ");
    return client;
  }

  private static String mail(Client client, String content) throws IOException {
    assertThat(client.say("MAIL FROM:<a@client.test>")).startsWith("250 2.1.0");
    assertThat(client.say("RCPT TO:<b@inbox.test>")).startsWith("250 2.1.5");
    assertThat(client.say("DATA")).startsWith("354 ");
    return String.valueOf(client.say(content + "."));
  }

  private List<Path> files() throws IOException {
    Path spool = directory.resolve("spool");
    if (!Files.exists(spool)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(spool)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private List<Path> contents() throws IOException {
    return files().stream()
        .filter(file -> file.getFileName().toString().startsWith("mail"))
        .toList();
  }

  private static String text(Mail mail) throws IOException {
    try (InputStream content = mail.content()) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, 3_000, 60_000})
  void theBeanGetsWhatTheClientSent(int lines) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    MailBeanFactory bean =
        activate(
            true,
            mail -> {
              seen.add(text(mail));
              seen.add(text(mail));
              seen.add(mail.headers().first("subject") + " " + mail.headers().all("To"));
              seen.add(mail.envelope().sender() + " " + mail.size());
            });
    String content =
        "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nTo: x\r\nTo: y\r\n\r\n" + LINE.repeat(lines);
    Client client = client();

    assertThat(mail(client, content)).startsWith("250 2.0.0");
    assertThat(mail(client, content)).startsWith("250 2.0.0");

    List<String> one =
        List.of(
            content,
            content,
            "Gr\u00fc\u00dfe [x, y]",
            "a@client.test " + content.getBytes(StandardCharsets.UTF_8).length);
    assertThat(seen).containsExactlyElementsOf(Stream.of(one, one).flatMap(List::stream).toList());
    assertThat(bean.released).hasValue(bean.created.get());
    await().untilAsserted(() -> assertThat(contents()).isEmpty());
  }

  @Test
  void largeContentIsInAFileOfTheOwnerAlone() throws Exception {
    AtomicReference<List<Path>> during = new AtomicReference<>(List.of());
    List<Mail> kept = new CopyOnWriteArrayList<>();
    activate(
        true,
        mail -> {
          during.set(contents());
          kept.add(mail);
        });

    assertThat(mail(client(), LINE.repeat(5_000))).startsWith("250 ");

    assertThat(during.get()).hasSize(1);
    await().untilAsserted(() -> assertThat(contents()).isEmpty());
    assertThatThrownBy(() -> kept.get(0).content()).isInstanceOf(IOException.class);
    Path lock = files().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(lock.resolveSibling("."))))
        .isEqualTo("rwx------");
  }

  @Test
  void smallContentGoesToAFileWhereMemoryIsScarce() throws Exception {
    AtomicReference<List<Path>> during = new AtomicReference<>(List.of());
    AtomicReference<String> seen = new AtomicReference<>();
    activate(
        false,
        mail -> {
          during.set(contents());
          seen.set(text(mail));
        },
        "spoolMemory",
        "100");

    assertThat(mail(client(), LINE.repeat(10))).startsWith("250 ");
    assertThat(seen.get()).isEqualTo(LINE.repeat(10));
    assertThat(during.get()).hasSize(1);
  }

  @Test
  void theAnswerComesAfterTheCommit() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    activate(
        true,
        mail -> {
          TransactionManager.transactionManager()
              .getTransaction()
              .registerSynchronization(
                  new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                      order.add("committing");
                    }

                    @Override
                    public void afterCompletion(int status) {
                      order.add(status == Status.STATUS_COMMITTED ? "committed" : "not");
                    }
                  });
          order.add("called");
        });

    order.add(mail(client(), LINE).substring(0, 9));

    assertThat(order).containsExactly("called", "committing", "committed", "250 2.0.0");
  }

  @Test
  void aRollbackIsToldToTheClient() throws Exception {
    MailBeanFactory bean =
        activate(true, mail -> TransactionManager.transactionManager().setRollbackOnly());
    Client client = client();

    assertThat(mail(client, LINE)).startsWith("451 4.3.0");
    assertThat(client.say("NOOP")).startsWith("250 ");
    assertThat(bean.released).hasValue(bean.created.get());
    assertThat(server.listener("in").orElseThrow().counts().refused()).isOne();
  }

  @Test
  void aCommitThatFailsIsToldToTheClient() throws Exception {
    activate(
        true,
        mail ->
            TransactionManager.transactionManager()
                .getTransaction()
                .registerSynchronization(
                    new Synchronization() {
                      @Override
                      public void beforeCompletion() {
                        throw new IllegalStateException("The database is gone");
                      }

                      @Override
                      public void afterCompletion(int status) {}
                    }));

    assertThat(mail(client(), LINE)).startsWith("451 4.3.0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBeanThatThrowsCostsItsMessageAlone(boolean transacted) throws Exception {
    MailBeanFactory bean =
        activate(
            transacted,
            mail -> {
              if (text(mail).startsWith("x")) {
                throw new IllegalStateException("broken on purpose");
              }
              if (text(mail).startsWith("y")) {
                throw new AssertionError("broken on purpose");
              }
            });
    Client client = client();

    assertThat(mail(client, "x\r\n")).startsWith("451 4.3.0");
    assertThat(mail(client, "y\r\n")).startsWith("451 4.3.0");
    assertThat(mail(client, LINE)).startsWith("250 2.0.0");
    assertThat(bean.released).hasValue(bean.created.get());
    assertThat(TransactionManager.transactionManager().getStatus())
        .isEqualTo(Status.STATUS_NO_TRANSACTION);
  }

  @Test
  void aBeanMayRefuseInItsOwnWords() throws Exception {
    AtomicReference<Integer> ended = new AtomicReference<>();
    activate(
        true,
        mail -> {
          TransactionManager.transactionManager()
              .getTransaction()
              .registerSynchronization(
                  new Synchronization() {
                    @Override
                    public void beforeCompletion() {}

                    @Override
                    public void afterCompletion(int status) {
                      ended.set(status);
                    }
                  });
          throw new MailRefusedException(Reply.of(554, "5.7.1", "Not this"));
        });

    assertThat(mail(client(), LINE)).isEqualTo("554 5.7.1 Not this");
    assertThat(ended.get()).isEqualTo(Status.STATUS_ROLLEDBACK);
  }

  @Test
  void whoeverComesWhenAllPlacesAreTakenIsToldToComeAgain() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(2);
    activate(
        true,
        mail -> {
          inside.countDown();
          hold.await();
        },
        "maxPending",
        "2");
    Client late = client();
    assertThat(late.say("MAIL FROM:<>")).startsWith("250 ");
    assertThat(late.say("RCPT TO:<b@inbox.test>")).startsWith("250 ");
    assertThat(late.say("DATA")).startsWith("354 ");
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Client client = client();
      answers.add(CompletableFuture.supplyAsync(() -> mailUnchecked(client)));
    }
    inside.await();

    // One that has its content on the way, and one that does not.
    assertThat(late.say(LINE + ".")).startsWith("452 4.3.1");
    Client later = client();
    assertThat(later.say("MAIL FROM:<>")).startsWith("250 ");
    assertThat(later.say("RCPT TO:<b@inbox.test>")).startsWith("250 ");
    assertThat(later.say("DATA")).startsWith("452 4.3.1");
    assertThat(later.say("RSET")).startsWith("250 ");

    hold.countDown();
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).startsWith("250 2.0.0"));
    assertThat(mail(later, LINE)).startsWith("250 2.0.0");
  }

  private static String mailUnchecked(Client client) {
    try {
      return mail(client, LINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aContainerThatTakesNoWorkIsToldAsBusy() throws Exception {
    activate(true, mail -> {});
    Client client = client();
    container.refuses = new IllegalStateException("No threads");

    assertThat(mail(client, LINE)).startsWith("452 4.3.1");
    assertThat(mail(client, LINE.repeat(10_000))).startsWith("452 4.3.1");

    container.refuses = null;
    assertThat(mail(client, LINE)).startsWith("250 2.0.0");
  }

  @Test
  void aDiskThatCannotBeWrittenToCostsTheMessageAlone() throws Exception {
    activate(true, mail -> {});
    Client client = client();
    Path folder =
        directory
            .resolve("spool")
            .resolve(directory.resolve("spool").relativize(files().get(0)).getName(0));
    Path away = directory.resolve("away");
    Files.move(folder, away);

    assertThat(server.warnings()).isEmpty();
    assertThat(mail(client, LINE.repeat(10_000))).startsWith("452 4.3.1");
    assertThat(mail(client, LINE)).startsWith("250 2.0.0");
    assertThat(server.warnings())
        .singleElement()
        .asString()
        .startsWith("The spool " + folder + " cannot be written to");
    assertThat(server.faults()).isEmpty();

    Files.move(away, folder);
    assertThat(mail(client, LINE.repeat(10_000))).startsWith("250 2.0.0");
    assertThat(server.warnings()).isEmpty();
  }

  @Test
  void abandonedContentIsRemoved() throws Exception {
    activate(true, mail -> {});
    Client client = client();
    assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
    assertThat(client.say("RCPT TO:<b@inbox.test>")).startsWith("250 ");
    assertThat(client.say("BDAT 200000\r\n" + "x".repeat(199_998))).startsWith("250 ");
    assertThat(contents()).hasSize(1);
    assertThat(client.say("RSET")).startsWith("250 ");
    await().untilAsserted(() -> assertThat(contents()).isEmpty());
    assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
    assertThat(client.say("RCPT TO:<b@inbox.test>")).startsWith("250 ");
    assertThat(client.say("BDAT 200000\r\n" + "x".repeat(199_998))).startsWith("250 ");
    assertThat(contents()).hasSize(1);
    client.close();
    await().untilAsserted(() -> assertThat(contents()).isEmpty());
  }

  @Test
  void everyRecipientOfLmtpIsAnswered() throws Exception {
    activate(true, mail -> {});
    Client client = client("lm", "LHLO client.test");
    assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
    assertThat(client.say("RCPT TO:<b@inbox.test>")).startsWith("250 ");
    assertThat(client.say("RCPT TO:<c@inbox.test>")).startsWith("250 ");
    assertThat(client.say("DATA")).startsWith("354 ");
    assertThat(client.say(LINE + ".")).startsWith("250 2.0.0");
    assertThat(client.read()).startsWith("250 2.0.0");
  }

  @Test
  void aBeanThatIsGoneMeanwhileIsToldAsStarting() throws Exception {
    MailBeanFactory bean = activate(true, mail -> {});
    Client client = client();
    bean.started = false;
    assertThat(mail(client, LINE)).startsWith("451 4.3.2");
    bean.started = true;
    assertThat(mail(client, LINE)).startsWith("250 2.0.0");
  }

  @Test
  void whatACrashLeftIsRemovedAndWhatIsInUseIsNot() throws Exception {
    Path left = Files.createDirectories(directory.resolve("spool").resolve("spool-left"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(left.resolve("mail-1"), "x");
    activate(true, mail -> {});
    assertThat(left).doesNotExist();
    List<Path> first = files();
    MailBeanFactory second = new MailBeanFactory(true, mail -> {});
    SmtpMessageActivationSpec spec = spec("listen", "second=smtp://127.0.0.1:0?starttls=off");
    adapter.endpointActivation(second, spec);
    assertThat(files()).hasSize(2).containsAll(first);
    adapter.endpointDeactivation(second, spec);
    assertThat(files()).isEqualTo(first);
  }

  @Test
  void aDirectoryOfNoUseRefusesTheActivation() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    SmtpMessageActivationSpec spec = spec("spoolDirectory", file.resolve("in").toString());

    assertThatThrownBy(
            () -> adapter.endpointActivation(new MailBeanFactory(true, mail -> {}), spec))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageContaining("Setting spoolDirectory is")
        .hasMessageContaining("which is of no use");
    assertThat(server.faults()).hasSize(1);
  }

  @Test
  void optionsOfSessionsAreNotForListenersOfMessages() throws Exception {
    SmtpMessageActivationSpec spec =
        spec("listen", "in=smtp://127.0.0.1:0?content=none;mode=accept");

    assertThatThrownBy(spec::validate)
        .hasMessageContaining("has the option \"content=none\"")
        .hasMessageContaining("has the option \"mode=accept\"");
  }
}
