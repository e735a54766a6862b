// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.blackhole.policy.chance.Dice;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a stage of a session, for conditions, keys and replies to look at. It belongs to
 * its session, which tells it what happens; what nobody looks at is never computed. For the
 * session's thread.
 */
@SuppressWarnings("ReferenceEquality") // whether it is still the one that was looked at
public final class Scene {

  private static final int FIELDS = Field.values().length;

  private final InstantSource clock;
  private Dice dice;
  private Peer peer;
  private Stage stage = Stage.CONNECT;
  private @Nullable Envelope envelope;
  private @Nullable Recipient recipient;
  private @Nullable Credentials credentials;
  private @Nullable ClientHello hello;
  private boolean awaitingHello;
  private boolean deferred;
  private long size = -1;
  private final KeptFields headers = new KeptFields();

  private @Nullable Network client;
  private @Nullable Peer clientOf;
  private @Nullable Instant now;
  // Each made when it is first looked at.
  private final @Nullable Spelling[] spelt = new Spelling[FIELDS];

  public Scene(Peer peer, Dice dice, InstantSource clock) {
    this.peer = peer;
    this.dice = dice;
    this.clock = clock;
  }

  /** Chance starts over. */
  public void restart(Dice other) {
    dice = other;
  }

  /** A stage outside of a transaction, or one that looks at none of what is asked for. */
  public void enter(Stage stage, Peer peer) {
    this.stage = stage;
    this.peer = peer;
    this.recipient = null;
    this.credentials = null;
    this.deferred = false;
    this.awaitingHello = false;
    this.now = null;
  }

  /** AUTH. */
  public void enterAuth(Peer peer, Credentials given) {
    enter(Stage.AUTH, peer);
    credentials = given;
  }

  /**
   * The TLS handshake.
   *
   * @param given null while it has not come yet
   */
  public void enterTls(Peer peer, @Nullable ClientHello given) {
    enter(Stage.TLS, peer);
    hello = given;
    awaitingHello = given == null;
  }

  /** A stage of a transaction. */
  public void enter(Stage stage, Envelope envelope) {
    enter(stage, envelope.peer());
    if (this.envelope != envelope) {
      this.envelope = envelope;
      size = -1;
      headers.clear();
    }
  }

  /** RCPT, or what LMTP asks for each recipient. */
  public void enter(Stage stage, Envelope envelope, Recipient recipient) {
    enter(stage, envelope);
    this.recipient = recipient;
  }

  /** The end of the header section, of which no field is kept yet. */
  public void enterHeaders(Envelope envelope) {
    enter(Stage.HEADERS, envelope);
    headers.clear();
  }

  /** The end of the content. */
  public void enterMessage(Envelope envelope, long size) {
    enter(Stage.MESSAGE, envelope);
    this.size = size;
  }

  /**
   * Keeps the value of a header field, one of those that rules look at.
   *
   * @param name in lower case
   */
  public void keep(String name, String value) {
    headers.add(name, value);
  }

  /** The transaction is over. */
  public void leave() {
    envelope = null;
    size = -1;
    headers.clear();
  }

  public Stage stage() {
    return stage;
  }

  public Peer peer() {
    return peer;
  }

  /** The transaction, or null outside of one. */
  public @Nullable Envelope envelope() {
    return envelope;
  }

  public Dice dice() {
    return dice;
  }

  /** The time, which stands still for the stage: all of its rules see the same. */
  public Instant now() {
    Instant known = now;
    if (known == null) {
      known = clock.instant();
      now = known;
    }
    return known;
  }

  /** The client's address. */
  public Network client() {
    Network known = client;
    if (known == null || clientOf != peer) {
      known = Network.of(peer.address().getAddress());
      client = known;
      clientOf = peer;
    }
    return known;
  }

  /** How many texts a field has here. */
  public int count(Field field) {
    return switch (field) {
      case SENDER -> envelope == null ? 0 : 1;
      case RECIPIENT -> recipient != null ? 1 : envelope == null ? 0 : envelope.recipients().size();
      default -> text(field) == null ? 0 : 1;
    };
  }

  /**
   * One of the {@link #count} texts of a field, until the next of that field is asked for.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  @SuppressWarnings("EnumOrdinal") // of an array of its own, which nobody else sees
  public Spelling spelling(Field field, int index) {
    Spelling known = spelt[field.ordinal()];
    if (known == null) {
      known = new Spelling();
      spelt[field.ordinal()] = known;
    }
    Address address = address(field, index);
    String text = address == null ? text(field) : null;
    if (address != null) {
      known.read(address);
    } else if (text != null) {
      known.read(text);
    } else {
      throw new IndexOutOfBoundsException("No " + field + " here");
    }
    return known;
  }

  private @Nullable Address address(Field field, int index) {
    if (field == Field.SENDER) {
      return envelope == null ? null : envelope.sender();
    }
    Recipient one = field == Field.RECIPIENT ? recipient(index) : null;
    return one == null ? null : one.address();
  }

  /** The recipient in question, or one of those accepted. */
  public @Nullable Recipient recipient(int index) {
    return recipient != null || envelope == null ? recipient : envelope.recipients().get(index);
  }

  /** A field of which there is at most one; null if it is not known here. */
  public @Nullable String text(Field field) {
    return switch (field) {
      case LISTENER -> peer.listener().name();
      case HELO -> peer.helo();
      case USER -> credentials != null ? credentials.user() : peer.identity();
      case MECHANISM -> credentials != null ? credentials.mechanism() : peer.mechanism();
      case SENDER -> envelope == null ? null : envelope.sender().toString();
      case RECIPIENT -> {
        Recipient one = count(field) == 0 ? null : recipient(0);
        yield one == null ? null : one.address().toString();
      }
    };
  }

  /** The values of a parameter of MAIL or RCPT, by its keyword in upper case; null if not given. */
  public @Nullable String parameter(String keyword) {
    String of = recipient == null ? null : recipient.parameters().get(keyword);
    if (of != null || envelope == null) {
      return of;
    }
    String ofMail = envelope.parameters().get(keyword);
    if (ofMail != null || recipient != null) {
      return ofMail;
    }
    for (Recipient each : envelope.recipients()) {
      String found = each.parameters().get(keyword);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The header fields that were kept. */
  public KeptFields headers() {
    return headers;
  }

  /** What is counted; -1 if it is not known. */
  public long amount(Condition.Amount.Counted what) {
    return switch (what) {
      case SIZE -> size();
      case RECIPIENTS -> recipients();
      case MESSAGE -> message();
    };
  }

  /** Counted after the content, declared before; -1 if neither is known. */
  public long size() {
    return size >= 0 || envelope == null ? size : envelope.declaredSize();
  }

  /** Of the transaction, the one in question included; -1 outside of one. */
  public long recipients() {
    if (envelope == null) {
      return -1;
    }
    return envelope.recipients().size() + (stage == Stage.RCPT ? 1L : 0L);
  }

  /** The ordinal of the message in its session; -1 outside of a transaction. */
  public long message() {
    return envelope == null ? -1 : envelope.ordinal();
  }

  /** Whether the session is encrypted, or about to be. */
  public boolean isEncrypted() {
    return stage == Stage.TLS || peer.tls() != null;
  }

  /**
   * The name asked for by SNI, or null. Before the ClientHello is there, the answer has to wait.
   */
  public @Nullable String serverName() {
    if (awaitingHello) {
      deferred = true;
      return null;
    }
    if (peer.tls() != null) {
      return peer.tls().serverName();
    }
    return stage == Stage.TLS && hello != null ? hello.serverName() : null;
  }

  /** Whether the handshake is under way: its ClientHello is there. */
  public boolean hasHello() {
    return stage == Stage.TLS && hello != null;
  }

  /** Whether something was asked for that only the ClientHello can tell. */
  public boolean isDeferred() {
    return deferred;
  }

  /** In lower case, as names are compared. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
