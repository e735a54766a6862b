// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Stage;
import org.jspecify.annotations.Nullable;

/** What scripts and limits count by. Where it is not known, it counts as the empty text. */
public enum Per {
  /** The client's address. */
  CLIENT("client", Stage.CONNECT),
  /** The client's network: /24 of IPv4, /64 of IPv6. */
  NETWORK("network", Stage.CONNECT),
  /** The reverse path. */
  SENDER("sender", Stage.MAIL),
  /** The domain of the reverse path. */
  SENDER_DOMAIN("senderDomain", Stage.MAIL),
  /** The forward path; after RCPT, all of the transaction together. */
  RECIPIENT("recipient", Stage.RCPT),
  /** The domain of the forward path, likewise. */
  RECIPIENT_DOMAIN("recipientDomain", Stage.RCPT),
  /** Whom the client authenticated as. */
  USER("user", Stage.MAIL),
  /** The session. */
  SESSION("session", Stage.CONNECT),
  /** The header field Message-ID. */
  MESSAGE_ID("messageId", Stage.HEADERS),
  /** The name of the listener. */
  LISTENER("listener", Stage.CONNECT);

  /** The header field that MESSAGE_ID looks at, in lower case. */
  public static final String MESSAGE_ID_FIELD = "message-id";

  /** What an address may have at most (RFC 5321 4.5.3.1), and some. */
  private static final int MAX_VALUE = 330;

  private static final int SHOWN = 64;
  private static final int V4_NETWORK = 24;
  private static final int V6_NETWORK = 64;

  private final String label;
  private final Stage stage;

  Per(String label, Stage stage) {
    this.label = label;
    this.stage = stage;
  }

  /** As in documents. */
  public String label() {
    return label;
  }

  /** From which stage on it is known. */
  public Stage stage() {
    return stage;
  }

  /** The one of this name. */
  public static Optional<Per> named(String label) {
    return Arrays.stream(values()).filter(per -> per.label.equals(label)).findFirst();
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Per::label).collect(Collectors.joining(", "));
  }

  /** What it is here. */
  public String value(Scene scene) {
    Envelope envelope = scene.envelope();
    return switch (this) {
      case CLIENT -> scene.client().toString();
      case NETWORK ->
          scene.client().within(scene.client().isV4() ? V4_NETWORK : V6_NETWORK).toString();
      case SENDER -> envelope == null ? "" : fold(envelope.sender().toString());
      case SENDER_DOMAIN -> envelope == null ? "" : fold(envelope.sender().domain());
      case RECIPIENT -> recipients(scene, false);
      case RECIPIENT_DOMAIN -> recipients(scene, true);
      case USER -> orEmpty(scene.text(Field.USER));
      case SESSION -> scene.peer().session();
      case MESSAGE_ID -> {
        int id = scene.headers().next(MESSAGE_ID_FIELD, 0);
        yield id < 0 ? "" : scene.headers().value(id).written();
      }
      case LISTENER -> scene.peer().listener().name();
    };
  }

  /** The key that all of these make. */
  public static List<String> key(List<Per> pers, Scene scene) {
    if (pers.isEmpty()) {
      return List.of();
    }
    if (pers.size() == 1) {
      return List.of(bounded(pers.get(0).value(scene)));
    }
    List<String> key = new ArrayList<>(pers.size());
    for (Per per : pers) {
      key.add(bounded(per.value(scene)));
    }
    return List.copyOf(key);
  }

  /** The key for one recipient of a transaction that has several. */
  public static List<String> key(List<Per> pers, Scene scene, Recipient recipient) {
    return pers.stream()
        .map(
            per ->
                switch (per) {
                  case RECIPIENT -> recipient(recipient, false);
                  case RECIPIENT_DOMAIN -> recipient(recipient, true);
                  default -> per.value(scene);
                })
        .toList();
  }

  /** Clients choose what is in a key, and so how long it would be. */
  private static String bounded(String value) {
    if (value.length() <= MAX_VALUE) {
      return value;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return value.substring(0, SHOWN) + "… sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String recipients(Scene scene, boolean domains) {
    int count = scene.count(Field.RECIPIENT);
    if (count == 1) {
      return recipient(scene.recipient(0), domains);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(recipient(scene.recipient(i), domains));
    }
    return all.stream().distinct().collect(Collectors.joining(","));
  }

  private static String recipient(@Nullable Recipient recipient, boolean domain) {
    if (recipient == null) {
      return "";
    }
    Address address = recipient.address();
    return fold(domain ? address.domain() : address.toString());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
