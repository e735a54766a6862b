// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a session, and whether conditions hold: each by the plainest means. */
final class NaiveFacts {

  /** A recipient and what was said with it. */
  record To(String address, Map<String, String> parameters) {}

  static final LocalTime NOW = LocalTime.NOON;

  final String client;
  final String listener;
  final boolean implicitTls;
  @Nullable String helo;
  @Nullable String user;
  @Nullable String mechanism;
  @Nullable String sender; // null outside of a transaction
  Map<String, String> parameters = Map.of();
  final List<To> recipients = new ArrayList<>();
  Map<String, List<String>> headers = new HashMap<>();
  @Nullable To inQuestion;
  long size = -1;
  int ordinal;
  boolean asked; // at RCPT, where the one in question counts

  private final Map<String, Pattern> compiled;

  /**
   * What is known at connect.
   *
   * @param compiled patterns seen before
   */
  NaiveFacts(String client, String listener, boolean implicitTls, Map<String, Pattern> compiled) {
    this.compiled = compiled;
    this.client = client;
    this.listener = listener;
    this.implicitTls = implicitTls;
  }

  /** All but chance. */
  boolean hold(JsonObject when) {
    return when.entrySet().stream().allMatch(each -> holds(each.getKey(), each.getValue()));
  }

  /** Whether the listener is one of these. */
  boolean isOn(JsonValue wanted) {
    return any(wanted, List.of(listener));
  }

  private boolean holds(String name, JsonValue wanted) {
    return switch (name) {
      case "chance" -> true;
      case "not" -> NaivePolicy.each(wanted).stream().noneMatch(each -> hold(each.asJsonObject()));
      case "listener" -> isOn(wanted);
      case "client" ->
          NaivePolicy.each(wanted).stream().anyMatch(each -> isIn(NaivePolicy.text(each)));
      case "tls" -> implicitTls == (wanted == JsonValue.TRUE);
      case "helo" -> helo != null && any(wanted, List.of(helo));
      case "user" -> user != null && any(wanted, List.of(user));
      case "mechanism" -> mechanism != null && any(wanted, List.of(mechanism));
      case "sender" -> sender != null && any(wanted, spellings(sender));
      case "recipient" ->
          sender != null
              && shown().stream().anyMatch(each -> any(wanted, spellings(each.address())));
      case "parameter" ->
          wanted.asJsonObject().entrySet().stream()
              .allMatch(each -> parameter(each.getKey(), each.getValue()));
      case "header" ->
          wanted.asJsonObject().entrySet().stream()
              .allMatch(
                  each ->
                      headers
                          .getOrDefault(each.getKey().toLowerCase(Locale.ROOT), List.of())
                          .stream()
                          .anyMatch(value -> any(each.getValue(), List.of(value))));
      case "size" -> sender != null && size >= 0 && compares(wanted, size);
      case "recipients" -> sender != null && compares(wanted, recipients.size() + (asked ? 1 : 0));
      case "message" -> sender != null && compares(wanted, ordinal);
      case "time" -> isTime(wanted.asJsonObject());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private List<To> shown() {
    return inQuestion != null ? List.of(inQuestion) : recipients;
  }

  private boolean parameter(String name, JsonValue wanted) {
    if (sender == null) {
      return false;
    }
    String value = inQuestion == null ? null : inQuestion.parameters().get(name);
    value = value == null ? parameters.get(name) : value;
    for (int i = 0; value == null && inQuestion == null && i < recipients.size(); i++) {
      value = recipients.get(i).parameters().get(name);
    }
    return value != null && any(wanted, List.of(value));
  }

  private boolean any(JsonValue patterns, List<String> texts) {
    return NaivePolicy.each(patterns).stream()
        .map(NaivePolicy::text)
        .anyMatch(pattern -> texts.stream().anyMatch(text -> matches(pattern, text)));
  }

  private boolean matches(String pattern, String text) {
    Pattern regex = compiled.computeIfAbsent(pattern, NaiveFacts::compile);
    return pattern.startsWith("re:") ? regex.matcher(text).find() : regex.matcher(text).matches();
  }

  private static Pattern compile(String pattern) {
    if (pattern.startsWith("re:")) {
      return Pattern.compile(pattern.substring(3));
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
    return Pattern.compile(regex.toString(), flags);
  }

  private static List<String> spellings(String address) {
    int at = address.lastIndexOf('@');
    return at < 0
        ? List.of(address)
        : List.of(address, address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1)));
  }

  private boolean isIn(String network) {
    String[] parts = network.split("/", -1);
    byte[] mine = octets(client);
    byte[] theirs = octets(parts[0]);
    if (mine.length != theirs.length) {
      return false;
    }
    int rest = mine.length * 8 - (parts.length < 2 ? mine.length * 8 : Integer.parseInt(parts[1]));
    return new BigInteger(1, mine)
        .shiftRight(rest)
        .equals(new BigInteger(1, theirs).shiftRight(rest));
  }

  private static byte[] octets(String address) {
    try {
      return InetAddress.getAllByName(address)[0].getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean compares(JsonValue wanted, long number) {
    if (wanted instanceof JsonNumber exact) {
      return exact.longValueExact() == number;
    }
    String text = NaivePolicy.text(wanted);
    long bound = Long.parseLong(text.replaceAll("[<>=]", ""));
    return switch (text.replaceAll("[0-9]", "")) {
      case "<" -> number < bound;
      case "<=" -> number <= bound;
      case ">" -> number > bound;
      default -> number >= bound;
    };
  }

  private static boolean isTime(JsonObject wanted) {
    LocalTime from = LocalTime.parse(wanted.getString("from"));
    LocalTime to = LocalTime.parse(wanted.getString("to"));
    return from.isBefore(to)
        ? !NOW.isBefore(from) && NOW.isBefore(to)
        : !NOW.isBefore(from) || NOW.isBefore(to);
  }
}
