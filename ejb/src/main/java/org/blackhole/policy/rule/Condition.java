// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.List;
import org.blackhole.smtp.api.Stage;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has to hold for a rule to match. What is not known at a stage does not hold there.
 * Immutable.
 */
public sealed interface Condition {

  /** Whether it holds. Draws from the session's chance only where it says so. */
  boolean holds(Scene scene);

  /**
   * The first stage at which it can be told.
   *
   * @param implicitTls whether the listener's connections are encrypted from the first octet on
   */
  Stage stage(boolean implicitTls);

  /** In which order conditions are asked: the cheap ones first, chance last. */
  default int rank() {
    return 1;
  }

  /**
   * Whether it may be asked at any time, as often as one likes: it draws no chance, and does not
   * wait for a ClientHello.
   */
  default boolean isPure() {
    return true;
  }

  /** One text of a field matches one of these. */
  record Text(Field field, List<TextPattern> any) implements Condition {

    public Text {
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      int count = scene.count(field);
      for (int i = 0; i < count; i++) {
        if (matchesAny(any, scene.spelling(field, i))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return field.stage();
    }
  }

  /** The client's address lies in one of these. */
  record Client(List<Network> any) implements Condition {

    public Client {
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      Network client = scene.client();
      for (Network network : any) {
        if (network.contains(client)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return Stage.CONNECT;
    }
  }

  /**
   * The state of TLS; what is null does not matter.
   *
   * @param encrypted whether there is TLS at all
   * @param certificate whether the client showed one
   */
  record Tls(
      boolean encrypted,
      @Nullable List<TextPattern> version,
      @Nullable List<TextPattern> cipher,
      @Nullable List<TextPattern> serverName,
      @Nullable Boolean certificate)
      implements Condition {

    @Override
    public boolean holds(Scene scene) {
      if (scene.isEncrypted() != encrypted) {
        return false;
      }
      TlsFacts facts = scene.peer().tls();
      return holds(version, facts == null ? null : facts.version())
          && holds(cipher, facts == null ? null : facts.cipher())
          && (certificate == null
              || (facts != null && (facts.clientCertificate() != null) == certificate))
          && (serverName == null || holds(serverName, scene.serverName()));
    }

    private static boolean holds(@Nullable List<TextPattern> wanted, @Nullable String text) {
      return wanted == null || (text != null && matchesAny(wanted, Spelling.of(text)));
    }

    @Override
    public boolean isPure() {
      return serverName == null;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return implicitTls ? Stage.CONNECT : Stage.MESSAGE;
    }
  }

  /** A parameter of MAIL or RCPT was given, with a value that matches. */
  record Parameter(String keyword, List<TextPattern> any) implements Condition {

    public Parameter {
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      String value = scene.parameter(keyword);
      return value != null && matchesAny(any, Spelling.of(value));
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return Stage.RCPT;
    }
  }

  /**
   * A header field of this name has a value that matches.
   *
   * @param name in lower case
   */
  record Header(String name, List<TextPattern> any) implements Condition {

    public Header {
      name = Scene.fold(name);
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      KeptFields fields = scene.headers();
      for (int i = fields.next(name, 0); i >= 0; i = fields.next(name, i + 1)) {
        if (matchesAny(any, fields.value(i))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return Stage.HEADERS;
    }

    @Override
    public int rank() {
      return 2;
    }
  }

  /** A number of the transaction compares so. */
  record Amount(Counted what, List<Comparison> any) implements Condition {

    /** What is counted. */
    public enum Counted {
      SIZE,
      RECIPIENTS,
      MESSAGE
    }

    public Amount {
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      long number = scene.amount(what);
      if (number < 0) {
        return false;
      }
      for (Comparison each : any) {
        if (each.holds(number)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return what == Counted.RECIPIENTS ? Stage.RCPT : Stage.MESSAGE;
    }

    @Override
    public int rank() {
      return 0;
    }
  }

  /** It is such a time. */
  record Time(List<TimeWindow> any) implements Condition {

    public Time {
      any = List.copyOf(any);
    }

    @Override
    public boolean holds(Scene scene) {
      var now = scene.now();
      for (TimeWindow each : any) {
        if (each.contains(now)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return Stage.CONNECT;
    }
  }

  /** Chance says yes, this often of 1. Drawn only if all else holds. */
  record Probability(double probability) implements Condition {

    @Override
    public boolean holds(Scene scene) {
      return scene.dice().says(probability);
    }

    @Override
    public boolean isPure() {
      return false;
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return Stage.CONNECT;
    }

    @Override
    public int rank() {
      return 4;
    }
  }

  /** None of these holds; each is conditions that hold together. */
  record Not(List<List<Condition>> none) implements Condition {

    public Not {
      none = none.stream().map(Condition::inOrder).toList();
    }

    @Override
    public boolean holds(Scene scene) {
      for (List<Condition> each : none) {
        if (all(each, scene)) {
          return false;
        }
      }
      return !scene.isDeferred();
    }

    @Override
    public boolean isPure() {
      return none.stream().flatMap(List::stream).allMatch(Condition::isPure);
    }

    @Override
    public Stage stage(boolean implicitTls) {
      return latest(none.stream().flatMap(List::stream).toList(), implicitTls);
    }

    @Override
    public int rank() {
      return none.stream().flatMap(List::stream).anyMatch(each -> each.rank() >= 3) ? 3 : 1;
    }
  }

  /** Whether all of these hold, asked in this order as far as needed. */
  static boolean all(List<Condition> conditions, Scene scene) {
    for (int i = 0; i < conditions.size(); i++) {
      if (!conditions.get(i).holds(scene) || scene.isDeferred()) {
        return false;
      }
    }
    return true;
  }

  /** The same in the order in which they are asked. */
  static List<Condition> inOrder(List<Condition> conditions) {
    return conditions.stream().sorted(java.util.Comparator.comparingInt(Condition::rank)).toList();
  }

  /** The first stage at which all of these can be told. */
  static Stage latest(List<Condition> conditions, boolean implicitTls) {
    Stage latest = Stage.CONNECT;
    for (Condition each : conditions) {
      Stage stage = each.stage(implicitTls);
      if (stage.compareTo(latest) > 0) {
        latest = stage;
      }
    }
    return latest;
  }

  private static boolean matchesAny(List<TextPattern> patterns, Spelling text) {
    for (int i = 0; i < patterns.size(); i++) {
      for (Spelling each = text; each != null; each = each.other()) {
        if (patterns.get(i).matches(each)) {
          return true;
        }
      }
    }
    return false;
  }
}
