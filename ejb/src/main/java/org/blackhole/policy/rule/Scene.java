// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.blackhole.policy.chance.Dice;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ClientHello;
import org.blackhole.smtp.api.Credentials;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Headers;
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

  private static final int FEW = 8;

  /** The ways to write the text that was looked at last, which is to be the same one still. */
  private record Spelt(Object text, List<Spelling> spellings) {}

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
  private Map<String, List<Spelling>> headers = Map.of();

  private @Nullable Network client;
  private @Nullable Peer clientOf;
  private @Nullable Instant now;
  private @Nullable Map<Field, Spelt> spelt;

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
      headers = Map.of();
    }
  }

  /** RCPT, or what LMTP asks for each recipient. */
  public void enter(Stage stage, Envelope envelope, Recipient recipient) {
    enter(stage, envelope);
    this.recipient = recipient;
  }

  /** The end of the content. */
  public void enterMessage(Envelope envelope, long size) {
    enter(Stage.MESSAGE, envelope);
    this.size = size;
  }

  /** The header section is there: keeps the values of the fields of these names, in lower case. */
  public void keep(Headers section, Set<String> names) {
    if (names.isEmpty()) {
      return;
    }
    Map<String, List<Spelling>> kept = new HashMap<>();
    if (names.size() <= FEW) {
      for (String name : names) {
        List<String> values = section.all(name);
        if (!values.isEmpty()) {
          kept.put(name, values.stream().map(Scene::decoded).toList());
        }
      }
    } else {
      // Looked through once, whatever number of names there is.
      section.forEach(
          (written, value) -> {
            String name = fold(written);
            if (names.contains(name)) {
              kept.computeIfAbsent(name, n -> new ArrayList<>(1)).add(decoded(value));
            }
          });
    }
    headers = kept;
  }

  /** The transaction is over. */
  public void leave() {
    envelope = null;
    size = -1;
    headers = Map.of();
  }

  private static Spelling decoded(String value) {
    return Spelling.of(
        value.contains("=?") ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT) : value);
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

  /** The ways to write one text of a field. */
  public List<Spelling> spellings(Field field, int index) {
    return switch (field) {
      case SENDER -> envelope == null ? List.of() : spellings(field, envelope.sender());
      case RECIPIENT -> {
        Recipient one = recipient(index);
        yield one == null ? List.of() : spellings(field, one.address());
      }
      default -> {
        String text = text(field);
        yield text == null ? List.of() : spellings(field, text);
      }
    };
  }

  // Rules ask for the same text one after the other, at one stage after the other.
  private List<Spelling> spellings(Field field, Object text) {
    Map<Field, Spelt> all = spelt;
    if (all == null) {
      all = new EnumMap<>(Field.class);
      spelt = all;
    }
    Spelt known = all.get(field);
    if (known == null || known.text() != text) {
      known =
          new Spelt(
              text,
              text instanceof Address address
                  ? Spelling.of(address)
                  : List.of(Spelling.of(text.toString())));
      all.put(field, known);
    }
    return known.spellings();
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

  /** The values of the header fields of this name, in lower case. */
  public List<Spelling> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Those that were kept: of each field that is there, by its name in lower case. */
  public Map<String, List<Spelling>> headers() {
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
