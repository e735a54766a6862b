// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.blackhole.smtp.api.Verdict;

/** One drawn session, led through the compiled and the naive policy at once. */
final class Agreement {

  /** What was seen. */
  static final class Tally {
    private final Set<String> rules = new HashSet<>();
    private final Set<String> stages = new HashSet<>();
    private int decided;

    void add(String stage, Verdict verdict) {
      String rule = verdict.rule();
      if (rule != null && !rule.startsWith("@")) {
        decided++;
        rules.add(rule);
        stages.add(stage);
      }
    }

    int decided() {
      return decided;
    }

    Set<String> rules() {
      return rules;
    }

    Set<String> stages() {
      return stages;
    }
  }

  private final long seed;
  private final RandomWords words;
  private final Scheme scheme;
  private final Visitor visitor;
  private final NaiveSession naive;
  private final NaiveFacts facts;
  private final Tally tally;
  private final List<String> said = new ArrayList<>();
  private boolean over;

  Agreement(
      long seed,
      RandomWords words,
      PolicyInForce policy,
      NaivePolicy naivePolicy,
      long ordinal,
      InstantSource clock,
      Tally tally) {
    this.seed = seed;
    this.words = words;
    this.tally = tally;
    this.scheme = words.of(List.of(Scheme.SMTP, Scheme.SMTP, Scheme.SMTPS, Scheme.LMTP));
    String client = words.client();
    String listener = words.listener();
    this.visitor =
        new Visitor(policy, Visitor.peer(ordinal, client, listener, scheme, Map.of()), clock);
    this.facts = new NaiveFacts(client, listener, scheme == Scheme.SMTPS, naivePolicy.compiled());
    this.naive = new NaiveSession(naivePolicy, facts, ordinal, scheme == Scheme.LMTP);
  }

  void run() {
    if (scheme == Scheme.SMTPS) {
      visitor.encrypted(new TlsFacts("TLSv1.3", "TLS_AES_128_GCM_SHA256", null, null));
    }
    compare("connect", visitor.connect(), naive.at("connect"));
    if (over) {
      return;
    }
    facts.helo = words.helo();
    compare("helo", visitor.helo(facts.helo), naive.at("helo"));
    if (!over && words.odds(40)) {
      logIn();
    }
    for (int i = 0; i < 1 + words.below(3) && !over; i++) {
      transaction();
      naive.leave();
    }
  }

  private void logIn() {
    String user = words.user();
    String mechanism = words.mechanism();
    facts.user = user;
    facts.mechanism = mechanism;
    Verdict verdict = visitor.auth(user, mechanism);
    compare("auth", verdict, naive.at("auth"));
    if (!Visitor.isYes(verdict)) {
      facts.user = null;
      facts.mechanism = null;
    }
  }

  private void transaction() {
    noop();
    String sender = words.sender();
    String[] parameters =
        words.odds(30)
            ? new String[] {"SIZE=" + words.of(List.of(50, 100, 3000))}
            : words.odds(20) ? new String[] {"BODY=never"} : new String[0];
    facts.sender = sender;
    facts.parameters = parameters(parameters);
    facts.size = Long.parseLong(facts.parameters.getOrDefault("SIZE", "-1"));
    facts.ordinal++;
    Verdict verdict = visitor.mail(sender, parameters);
    compare("mail", verdict, naive.at("mail"));
    if (!Visitor.isYes(verdict)) {
      facts.ordinal--;
      return;
    }
    for (int i = 0; i < 1 + words.below(4) && !over; i++) {
      recipient();
    }
    if (over || facts.recipients.isEmpty() || words.odds(10)) {
      visitor.abandon();
      return;
    }
    noop();
    Verdict data = over ? Verdict.close() : visitor.data();
    if (!over) {
      compare("data", data, naive.at("data"));
    }
    if (over || !Visitor.isYes(data)) {
      visitor.abandon();
    } else {
      content();
    }
  }

  private void noop() {
    if (!over && words.odds(20)) {
      compare("noop", visitor.command(Stage.NOOP), naive.at("noop"));
    }
  }

  private void recipient() {
    String address = words.address();
    String[] parameters =
        words.odds(20)
            ? new String[] {"NOTIFY=" + words.of(List.of("NEVER", "DELAY"))}
            : new String[0];
    NaiveFacts.To to = new NaiveFacts.To(address, parameters(parameters));
    facts.inQuestion = to;
    facts.asked = true;
    Verdict verdict = visitor.rcpt(address, parameters);
    compare("rcpt", verdict, naive.at("rcpt"));
    facts.inQuestion = null;
    facts.asked = false;
    if (Visitor.isYes(verdict)) {
      facts.recipients.add(to);
    }
  }

  private void content() {
    String subject = words.subject();
    String other = words.subject();
    boolean both = words.odds(30);
    facts.headers =
        both
            ? Map.of("subject", List.of(subject, other), "x-a", List.of(other))
            : Map.of("subject", List.of(subject));
    Verdict verdict =
        both
            ? visitor.headers("Subject: " + subject, "X-A: " + other, "SUBJECT: " + other)
            : visitor.headers("subject: " + subject);
    compare("headers", verdict, naive.headers());
    if (over || !Visitor.isYes(verdict)) {
      return;
    }
    facts.size = words.of(List.of(99, 100, 101, 1999, 2000));
    Verdict answer = visitor.message(facts.size);
    compare("message", answer, naive.message());
    int count = facts.recipients.size();
    for (int i = 0; scheme == Scheme.LMTP && Visitor.isYes(answer) && i < count; i++) {
      Verdict each = visitor.delivery(i, facts.size);
      compare("message", each, naive.delivery(i));
    }
  }

  private void compare(String stage, Verdict verdict, String wanted) {
    said.add(stage + " " + wanted);
    tally.add(stage, verdict);
    assertThat(Shown.of(verdict)).as("seed %d, %s, %s", seed, said, facts.client).isEqualTo(wanted);
    over =
        switch (verdict.action()) {
          case PROCEED, REPLY -> over;
          default -> true;
        };
  }

  private static Map<String, String> parameters(String... given) {
    return given.length == 0
        ? Map.of()
        : Map.of(
            given[0].substring(0, given[0].indexOf('=')).toUpperCase(Locale.ROOT),
            given[0].substring(given[0].indexOf('=') + 1));
  }
}
