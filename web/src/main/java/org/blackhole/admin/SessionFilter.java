// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import jakarta.ws.rs.QueryParam;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.sessions.SessionQuery;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.Spelling;
import org.blackhole.policy.rule.TextPattern;
import org.blackhole.smtp.api.DurationRange;
import org.jspecify.annotations.Nullable;

/** Which sessions a request asks for, and how long it waits for one. */
public final class SessionFilter {

  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  @QueryParam("state")
  private @Nullable String state;

  @QueryParam("listener")
  private @Nullable String listener;

  @QueryParam("client")
  private @Nullable String client;

  @QueryParam("sender")
  private @Nullable String sender;

  @QueryParam("recipient")
  private @Nullable String recipient;

  @QueryParam("rule")
  private @Nullable String rule;

  @QueryParam("code")
  private @Nullable String code;

  @QueryParam("tag")
  private @Nullable String tag;

  @QueryParam("from")
  private @Nullable String from;

  @QueryParam("to")
  private @Nullable String to;

  @QueryParam("wait")
  private @Nullable String wait;

  /** For the container, which sets the fields. */
  public SessionFilter() {}

  /** For a test: one filter by the name of its parameter. */
  SessionFilter with(String name, String value) {
    switch (name) {
      case "state" -> state = value;
      case "listener" -> listener = value;
      case "client" -> client = value;
      case "sender" -> sender = value;
      case "recipient" -> recipient = value;
      case "rule" -> rule = value;
      case "code" -> code = value;
      case "tag" -> tag = value;
      case "from" -> from = value;
      case "to" -> to = value;
      case "wait" -> wait = value;
      default -> throw new IllegalArgumentException(name);
    }
    return this;
  }

  /**
   * What is asked for.
   *
   * @throws ProblemException 400 or 422 if a filter is at fault
   */
  SessionQuery query() {
    return new SessionQuery(
        read("state", state, SessionFilter::live),
        listener,
        read("client", client, SessionFilter::network),
        read("sender", sender, SessionFilter::pattern),
        read("recipient", recipient, SessionFilter::pattern),
        rule,
        code == null ? null : code(code),
        tag,
        QueryTime.read("from", from),
        QueryTime.read("to", to));
  }

  /**
   * How long to wait for a session; zero for not at all.
   *
   * @throws ProblemException 422 if that is at fault
   */
  Duration patience() {
    Duration patience = read("wait", wait, DurationRange::parseDuration);
    if (patience == null) {
      return Duration.ZERO;
    }
    if (patience.compareTo(LONGEST_WAIT) > 0) {
      throw ProblemException.nonsenseParameter("wait", "has to be 60s at most");
    }
    return patience;
  }

  private static <T> @Nullable T read(
      String name, @Nullable String text, Function<String, T> reader) {
    if (text == null) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.nonsenseParameter(name, String.valueOf(e.getMessage()));
    }
  }

  private static Boolean live(String text) {
    return switch (text) {
      case "live" -> true;
      case "ended" -> false;
      default -> throw new IllegalArgumentException("has to be live or ended");
    };
  }

  private static Predicate<InetAddress> network(String text) {
    Network network = Network.parse(text);
    return address -> network.contains(Network.of(address));
  }

  private static Predicate<String> pattern(String text) {
    TextPattern pattern = TextPattern.parse(text);
    return address -> pattern.matches(Spelling.of(address));
  }

  private static IntPredicate code(String text) {
    if (!text.matches("[2-5]([0-9]{2})?")) {
      throw ProblemException.nonsenseParameter(
          "code", "has to be a reply code such as 550, or its first digit");
    }
    int wanted = Integer.parseInt(text);
    return text.length() == 1 ? said -> said / 100 == wanted : said -> said == wanted;
  }
}
