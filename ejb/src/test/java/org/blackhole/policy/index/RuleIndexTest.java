// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.blackhole.policy.Fields;
import org.blackhole.policy.chance.Dice;
import org.blackhole.policy.rule.Comparison;
import org.blackhole.policy.rule.Condition;
import org.blackhole.policy.rule.Condition.Amount.Counted;
import org.blackhole.policy.rule.Field;
import org.blackhole.policy.rule.Network;
import org.blackhole.policy.rule.Scene;
import org.blackhole.policy.rule.TextPattern;
import org.blackhole.policy.rule.TimeWindow;
import org.blackhole.smtp.api.Address;
import org.blackhole.smtp.api.Envelope;
import org.blackhole.smtp.api.FieldNames;
import org.blackhole.smtp.api.ListenerInfo;
import org.blackhole.smtp.api.Peer;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.Scheme;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.StartTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules are looked at. */
class RuleIndexTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Condition CHANCE = new Condition.Probability(0.5);
  private static final Condition MORNING =
      new Condition.Time(List.of(TimeWindow.interval("2026-11-21T06:00:00Z/PT5H")));
  private static final Condition TODAY =
      new Condition.Time(List.of(TimeWindow.interval("2026-11-21T00:00:00Z/P1D")));

  private static final FieldNames LOOKED_AT = FieldNames.of(List.of("Subject", "X-A"));

  private static final String[] NAMES = {"a", "b", "ab", "A.b", "a-b"};
  private static final String[] DOMAINS = {"x.test", "y.test", "X.Test", "bücher.test"};
  private static final String[] GLOBS = {
    "*",
    "?",
    "**",
    "a*",
    "*b",
    "*.test",
    "a@*",
    "*@x.test",
    "*b@x*",
    "?@y.test",
    "a@x.test",
    "",
    "*@xn--bcher-kva.test",
    "a*@*.test",
    "a-b",
    "x.test",
    "10"
  };
  private static final String[] EXPRESSIONS = {
    "re:a", "re:^a@", "re:^[a-b]+@", "re:B", "re:(?i)B@X", "re:x|y", "re:^$", "re:b@.*ü", "re:[.]b"
  };
  private static final String[] NETWORKS = {
    "192.0.2.1", "192.0.2.0/24", "192.0.3.0/24", "0.0.0.0/0", "2001:db8::/32", "::/0", "2001:db8::1"
  };
  private static final String[] CLIENTS = {"192.0.2.1", "192.0.3.9", "2001:db8::1", "2001:db9::1"};

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 200})
  void whatMatchesIsAlwaysLookedAtInTheOrderOfTheRules(int rules) throws UnknownHostException {
    Random random = new Random(rules);
    int matches = 0;
    for (int i = 0; i < 4000 / rules + 50; i++) {
      List<List<Condition>> all = new ArrayList<>();
      for (int j = 0; j < rules; j++) {
        all.add(Stream.generate(() -> condition(random)).limit(1 + random.nextInt(3)).toList());
      }
      RuleIndex index = new RuleIndex(all);
      Candidates candidates = new Candidates();
      for (int j = 0; j < 20; j++) {
        Scene scene = scene(random);
        List<Integer> found = found(index, scene, candidates);
        assertThat(found).isSorted().doesNotHaveDuplicates();
        for (int rule = 0; rule < rules; rule++) {
          if (Condition.all(all.get(rule), scene)) {
            matches++;
            assertThat(found).as("%s", all.get(rule)).contains(rule);
          }
        }
      }
    }
    assertThat(matches).isGreaterThan(1000);
  }

  @Test
  void whatComparesANumberIsLookedAtOnlyIfThatHolds() throws UnknownHostException {
    RuleIndex index =
        new RuleIndex(
            Stream.of(">=2", "<2", ">2", "<=2", "=2", "3", ">0", "<0", ">999999999999999999")
                .map(text -> List.<Condition>of(size(text), CHANCE))
                .toList());

    assertThat(found(index, sized(2))).containsExactly(0, 3, 4, 6);
    assertThat(found(index, sized(0))).containsExactly(1, 3);
    assertThat(found(index, sized(3))).containsExactly(0, 2, 5, 6);
    assertThat(found(index, sized(-1))).isEmpty();
  }

  @Test
  void aRuleWithSeveralComparisonsIsLookedAtIfOneHolds() throws UnknownHostException {
    Condition any =
        new Condition.Amount(
            Counted.SIZE, List.of(Comparison.parse("<2", true), Comparison.parse(">4", true)));
    RuleIndex index = new RuleIndex(List.of(List.of(any)));

    assertThat(found(index, sized(1))).containsExactly(0);
    assertThat(found(index, sized(3))).isEmpty();
    assertThat(found(index, sized(5))).containsExactly(0);
  }

  @Test
  void anExpressionIsLookedAtOnlyWhereItsTextIs() throws UnknownHostException {
    RuleIndex index =
        new RuleIndex(
            List.of(
                List.of(text(Field.SENDER, "re:^[a-z]+-42@")),
                List.of(text(Field.SENDER, "re:^[a-z]+-43@", "sender*")),
                List.of(text(Field.SENDER, "re:^[a-z]+@"))));

    assertThat(found(index, sized(1))).containsExactly(1, 2);
  }

  @Test
  void whatRulesShareIsAskedOnceForAllOfThem() throws UnknownHostException {
    Condition other = new Condition.Probability(0.1);
    RuleIndex index =
        new RuleIndex(
            List.of(
                List.of(MORNING, CHANCE),
                List.of(TODAY, CHANCE),
                List.of(MORNING, other),
                List.of(TODAY, other),
                List.of(other)));

    assertThat(found(index, sized(1))).containsExactly(1, 3, 4);
  }

  @Test
  void chanceIsNotDrawnToFindRules() throws UnknownHostException {
    RuleIndex index = new RuleIndex(List.of(List.of(CHANCE), List.of(CHANCE)));
    Scene scene = sized(1);

    assertThat(found(index, scene)).containsExactly(0, 1);
    assertThat(scene.dice().below(1000)).isEqualTo(new Dice(1, 1).below(1000));
  }

  @Test
  void aParameterIsLookedUpByItsName() throws UnknownHostException {
    RuleIndex index =
        new RuleIndex(
            List.of(
                List.of(new Condition.Parameter("BODY", patterns("8bit*"))),
                List.of(new Condition.Parameter("BODY", patterns("*"))),
                List.of(new Condition.Parameter("NOTIFY", patterns("*")))));

    assertThat(found(index, sized(1))).containsExactly(0, 1);
  }

  private static Condition condition(Random random) {
    return switch (random.nextInt(10)) {
      case 0 ->
          new Condition.Client(Arrays.stream(some(NETWORKS, random)).map(Network::parse).toList());
      case 1 -> new Condition.Header(random.nextBoolean() ? "Subject" : "X-A", some(random));
      case 2 -> new Condition.Parameter(random.nextBoolean() ? "BODY" : "NOTIFY", some(random));
      case 3, 4 ->
          new Condition.Amount(
              one(Counted.values(), random),
              Stream.generate(() -> comparison(random)).limit(1 + random.nextInt(2)).toList());
      case 5 -> random.nextBoolean() ? MORNING : TODAY;
      case 6 -> new Condition.Not(List.of(List.of(condition(random))));
      case 7 -> new Condition.Tls(random.nextBoolean(), null, null, null, null);
      default -> new Condition.Text(one(Field.values(), random), some(random));
    };
  }

  private static Comparison comparison(Random random) {
    return new Comparison(one(Comparison.Relation.values(), random), (long) random.nextInt(4));
  }

  private static List<TextPattern> some(Random random) {
    String[] of = random.nextInt(3) == 0 ? EXPRESSIONS : GLOBS;
    return patterns(some(of, random));
  }

  private static String[] some(String[] of, Random random) {
    return Stream.generate(() -> of[random.nextInt(of.length)])
        .limit(1 + random.nextInt(2))
        .toArray(String[]::new);
  }

  private static List<TextPattern> patterns(String... texts) {
    return Arrays.stream(texts).map(TextPattern::parse).toList();
  }

  private static Condition text(Field field, String... patterns) {
    return new Condition.Text(field, patterns(patterns));
  }

  private static Condition size(String comparison) {
    return new Condition.Amount(Counted.SIZE, List.of(Comparison.parse(comparison, true)));
  }

  private static Scene sized(long size) throws UnknownHostException {
    Peer peer = peer("192.0.2.1", "mail.test");
    Recipient recipient = new Recipient(address("to", "x.test"), Map.of());
    Scene scene = new Scene(peer, new Dice(1, 1), () -> NOON);
    scene.enterMessage(
        new Sent(peer, address("sender", "x.test"), Map.of("BODY", "8BITMIME"), List.of(recipient)),
        size);
    return scene;
  }

  private static Scene scene(Random random) throws UnknownHostException {
    Peer peer = peer(one(CLIENTS, random), random.nextBoolean() ? "x.test" : "a.b");
    Scene scene = new Scene(peer, new Dice(1, 1), () -> NOON);
    if (random.nextInt(5) == 0) {
      scene.enter(Stage.HELO, peer);
      return scene;
    }
    List<Recipient> recipients =
        Stream.generate(() -> new Recipient(address(random), Map.of("NOTIFY", one(NAMES, random))))
            .limit(random.nextInt(3))
            .toList();
    Address sender = random.nextInt(4) == 0 ? Address.NULL : address(random);
    Sent sent = new Sent(peer, sender, Map.of("BODY", one(NAMES, random)), recipients);
    if (random.nextInt(4) == 0) {
      scene.enter(Stage.RCPT, sent, new Recipient(address(random), Map.of()));
      return scene;
    }
    scene.enterMessage(sent, random.nextInt(5));
    new Fields(List.of("subject: " + one(NAMES, random), "Subject: =?utf-8?q?a?=", "X-B: a"))
        .forEach(LOOKED_AT, (name, value) -> scene.keep(LOOKED_AT.name(name), value));
    return scene;
  }

  private static <T> T one(T[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  private static Address address(Random random) {
    return address(one(NAMES, random), one(DOMAINS, random));
  }

  private static Address address(String local, String domain) {
    return Address.of(local + "@" + domain, local.length());
  }

  private static Peer peer(String client, String helo) throws UnknownHostException {
    InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 25);
    return new Peer(
        "0000000000000001",
        1,
        new ListenerInfo("mx", Scheme.SMTP, StartTls.OFF, local, "mx.test", Map.of()),
        new InetSocketAddress(InetAddress.getAllByName(client)[0], 40_000),
        null,
        null,
        helo,
        true,
        helo.equals("a.b") ? "a-b" : null,
        helo.equals("a.b") ? "PLAIN" : null);
  }

  private static List<Integer> found(RuleIndex index, Scene scene) {
    return found(index, scene, new Candidates());
  }

  private static List<Integer> found(RuleIndex index, Scene scene, Candidates candidates) {
    List<Integer> found = new ArrayList<>();
    for (int i = index.begin(scene, candidates); i >= 0; i = candidates.next(i + 1)) {
      found.add(i);
    }
    return found;
  }

  private record Sent(
      Peer peer, Address sender, Map<String, String> parameters, List<Recipient> recipients)
      implements Envelope {

    @Override
    public int ordinal() {
      return 2;
    }

    @Override
    public String id() {
      return "1";
    }

    @Override
    public long declaredSize() {
      return -1;
    }

    @Override
    public Map<String, String> forwarded() {
      return Map.of();
    }
  }
}
