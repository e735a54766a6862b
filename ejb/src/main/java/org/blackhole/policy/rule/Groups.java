// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.blackhole.smtp.api.Recipient;
import org.blackhole.smtp.api.TlsFacts;
import org.jspecify.annotations.Nullable;

/** The named groups of the expressions in conditions. */
public final class Groups {

  private Groups() {}

  /** Patterns, and the texts that they are matched with. */
  private record Place(List<TextPattern> any, Function<Scene, List<Spelling>> texts) {}

  /** All names; those within {@code not} find nothing. */
  public static Set<String> names(List<Condition> conditions) {
    Set<String> names = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      for (Place place : places(condition)) {
        for (TextPattern pattern : place.any()) {
          if (pattern instanceof TextPattern.Expression expression) {
            names.addAll(expression.groups());
          }
        }
      }
    }
    return names;
  }

  /** What the group of this name found here; null if there is none, or it found nothing. */
  static @Nullable String value(String name, Scene scene, List<Condition> conditions) {
    for (Condition condition : conditions) {
      for (Place place : places(condition)) {
        String found = value(name, scene, place);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String value(String name, Scene scene, Place place) {
    for (TextPattern pattern : place.any()) {
      if (pattern instanceof TextPattern.Expression expression
          && expression.groups().contains(name)) {
        String found = value(name, expression, place.texts().apply(scene));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String value(
      String name, TextPattern.Expression expression, List<Spelling> texts) {
    for (Spelling text : texts) {
      for (Spelling each = text; each != null; each = each.other()) {
        if (expression.matches(each)) {
          return expression.find(each.written()).group(name);
        }
      }
    }
    return null;
  }

  private static List<Place> places(Condition condition) {
    if (condition instanceof Condition.Text text) {
      return List.of(new Place(text.any(), scene -> texts(text.field(), scene)));
    } else if (condition instanceof Condition.Header header) {
      return List.of(new Place(header.any(), scene -> values(header.name(), scene)));
    } else if (condition instanceof Condition.Parameter parameter) {
      return List.of(
          new Place(parameter.any(), scene -> spelt(scene.parameter(parameter.keyword()))));
    } else if (condition instanceof Condition.Tls tls) {
      return List.of(
          new Place(orNone(tls.version()), scene -> fact(scene, TlsFacts::version)),
          new Place(orNone(tls.cipher()), scene -> fact(scene, TlsFacts::cipher)),
          new Place(orNone(tls.serverName()), scene -> spelt(scene.serverName())));
    }
    return List.of();
  }

  private static List<Spelling> texts(Field field, Scene scene) {
    if (field != Field.RECIPIENT) {
      return scene.count(field) == 0 ? List.of() : List.of(scene.spelling(field, 0));
    }
    List<Spelling> all = new ArrayList<>();
    for (int i = 0; i < scene.count(field); i++) {
      Recipient one = scene.recipient(i);
      if (one != null) {
        all.add(Spelling.of(one.address())); // the scene has one at a time
      }
    }
    return all;
  }

  private static List<Spelling> values(String header, Scene scene) {
    KeptFields fields = scene.headers();
    List<Spelling> all = new ArrayList<>();
    for (int i = fields.next(header, 0); i >= 0; i = fields.next(header, i + 1)) {
      all.add(fields.value(i));
    }
    return all;
  }

  private static List<Spelling> fact(Scene scene, Function<TlsFacts, String> fact) {
    TlsFacts facts = scene.peer().tls();
    return facts == null ? List.of() : spelt(fact.apply(facts));
  }

  private static List<Spelling> spelt(@Nullable String text) {
    return text == null ? List.of() : List.of(Spelling.of(text));
  }

  private static List<TextPattern> orNone(@Nullable List<TextPattern> patterns) {
    return patterns == null ? List.of() : patterns;
  }
}
