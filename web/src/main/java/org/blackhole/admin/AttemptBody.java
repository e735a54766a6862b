// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.blackhole.admin.problem.Fields;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.policy.Attempt;
import org.blackhole.policy.Faults;
import org.blackhole.policy.Pointer;
import org.blackhole.policy.PolicyDocument;
import org.blackhole.policy.rule.Network;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.ListenerStatus;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.SmtpServer;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.store.Members;
import org.blackhole.store.PolicyJson;
import org.blackhole.store.TextsJson;
import org.jspecify.annotations.Nullable;

/** What {@code POST /policy/try} is asked: a session that is thought of. For one request. */
final class AttemptBody {

  private static final List<String> TLS = List.of("version", "cipher", "sni");
  private static final int PORT = 49152;

  private final SmtpServer server;
  private final Attempt attempt;
  private final @Nullable PolicyDocument document;

  /**
   * Reads all of it.
   *
   * @throws ProblemException 422 with all faults
   */
  AttemptBody(Fields body, SmtpServer server) {
    this.server = server;
    Optional<ListenerInfo> listener = body.text("listener", this::listener);
    InetAddress client =
        body.text("client", AttemptBody::address).orElse(InetAddress.getLoopbackAddress());
    String helo = body.text("helo").orElse("localhost");
    String user = body.text("user").orElse(null);
    Address sender = body.text("sender", AttemptBody::mailbox).orElse(null);
    List<Address> recipients =
        body.read(
                "recipients",
                (json, at, faults) ->
                    Optional.of(
                        TextsJson.read(json, "recipients", at, faults, AttemptBody::mailbox)))
            .orElse(List.of());
    Map<String, List<String>> headers = body.read("headers", AttemptBody::headers).orElse(Map.of());
    Long size = body.read("size", AttemptBody::size).orElse(null);
    Optional<Optional<TlsFacts>> tls = body.read("tls", AttemptBody::tls);
    document = body.read("policy", AttemptBody::policy).orElse(null);
    body.finish();
    ListenerInfo chosen = listener.orElseGet(this::first);
    boolean implicit = chosen.scheme() == Scheme.SMTPS;
    attempt =
        new Attempt(
            chosen,
            new InetSocketAddress(client, PORT),
            tls.orElse(implicit ? Optional.of(usualTls()) : Optional.empty()).orElse(null),
            helo,
            user,
            sender,
            recipients,
            headers,
            size);
  }

  Attempt attempt() {
    return attempt;
  }

  /** A document to be tried in place of the one in force, or null. */
  @Nullable PolicyDocument document() {
    return document;
  }

  private ListenerInfo listener(String name) {
    return server
        .listener(name)
        .map(ListenerStatus::info)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no such listener; there are "
                        + server.listeners().stream()
                            .map(each -> each.info().name())
                            .collect(Collectors.joining(", "))));
  }

  private ListenerInfo first() {
    return server.listeners().stream()
        .findFirst()
        .map(ListenerStatus::info)
        .orElseThrow(() -> ProblemException.conflict("There is no listener to try a session on."));
  }

  private static InetAddress address(String text) {
    Network network = Network.parse(text);
    if (text.indexOf('/') >= 0) {
      throw new IllegalArgumentException("must be one address, not a network");
    }
    try {
      return InetAddress.getByName(network.toString()); // a literal: nothing is looked up
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("must be an address", e);
    }
  }

  private static Address mailbox(String text) {
    int at = text.lastIndexOf('@');
    boolean clean =
        text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == '<' || c == '>');
    boolean bare = text.isEmpty() || text.equalsIgnoreCase("postmaster");
    if (!clean || (!bare && (at < 1 || at == text.length() - 1))) {
      throw new IllegalArgumentException(
          "must be an address such as a@example.org, without angle brackets");
    }
    return Address.of(text, at);
  }

  private static Optional<Map<String, List<String>>> headers(
      JsonObject json, Pointer at, Faults faults) {
    return Members.object(json, "headers", at, faults)
        .map(
            fields -> {
              Map<String, List<String>> all = new LinkedHashMap<>();
              fields
                  .keySet()
                  .forEach(
                      name ->
                          all.put(
                              name,
                              TextsJson.read(
                                  fields, name, at.member("headers"), faults, text -> text)));
              return all;
            });
  }

  private static Optional<Long> size(JsonObject json, Pointer at, Faults faults) {
    Optional<Long> size = Members.integer(json, "size", at, faults);
    if (size.isPresent() && size.get() < 0) {
      faults.add(at.member("size"), "must be 0 or more octets");
    }
    return size;
  }

  private static Optional<Optional<TlsFacts>> tls(JsonObject json, Pointer at, Faults faults) {
    JsonValue value = json.get("tls");
    if (value == null) {
      return Optional.empty();
    }
    Pointer here = at.member("tls");
    if (value == JsonValue.TRUE) {
      return Optional.of(Optional.of(usualTls()));
    } else if (value == JsonValue.FALSE) {
      return Optional.of(Optional.empty());
    } else if (!(value instanceof JsonObject facts)) {
      faults.add(here, "must be true, false, or an object of " + String.join(", ", TLS));
      return Optional.empty();
    } else {
      Members.requireKnown(facts, TLS, here, faults);
      TlsFacts usual = usualTls();
      return Optional.of(
          Optional.of(
              new TlsFacts(
                  Members.text(facts, "version", here, faults).orElse(usual.version()),
                  Members.text(facts, "cipher", here, faults).orElse(usual.cipher()),
                  Members.text(facts, "sni", here, faults).orElse(null),
                  null)));
    }
  }

  private static TlsFacts usualTls() {
    return new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", null, null);
  }

  private static Optional<PolicyDocument> policy(JsonObject json, Pointer at, Faults faults) {
    return Members.object(json, "policy", at, faults)
        .map(given -> PolicyJson.document(given, at.member("policy"), faults));
  }
}
