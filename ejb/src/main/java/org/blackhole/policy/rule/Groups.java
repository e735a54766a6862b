// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The named groups of the expressions in conditions. */
public final class Groups {

  private Groups() {}

  /** All names; those within {@code not} find nothing. */
  public static Set<String> names(List<Condition> conditions) {
    Set<String> names = new LinkedHashSet<>();
    for (Condition condition : conditions) {
      for (TextPattern pattern : patterns(condition)) {
        if (pattern instanceof TextPattern.Expression expression) {
          names.addAll(expression.groups());
        }
      }
    }
    return names;
  }

  /** What the group of this name found here; null if there is none, or it found nothing. */
  static @Nullable String value(String name, Scene scene, List<Condition> conditions) {
    for (Condition condition : conditions) {
      for (TextPattern pattern : patterns(condition)) {
        if (pattern instanceof TextPattern.Expression expression
            && expression.groups().contains(name)) {
          String found = value(name, expression, texts(condition, scene));
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String value(
      String name, TextPattern.Expression expression, List<Spelling> texts) {
    for (Spelling text : texts) {
      if (expression.matches(text)) {
        Matcher matcher = expression.find(text.written());
        return matcher.group(name);
      }
    }
    return null;
  }

  private static List<TextPattern> patterns(Condition condition) {
    if (condition instanceof Condition.Text text) {
      return text.any();
    } else if (condition instanceof Condition.Header header) {
      return header.any();
    } else if (condition instanceof Condition.Parameter parameter) {
      return parameter.any();
    }
    return List.of();
  }

  private static List<Spelling> texts(Condition condition, Scene scene) {
    if (condition instanceof Condition.Header header) {
      return scene.header(header.name());
    } else if (condition instanceof Condition.Parameter parameter) {
      String value = scene.parameter(parameter.keyword());
      return value == null ? List.of() : List.of(Spelling.of(value));
    } else if (condition instanceof Condition.Text text) {
      List<Spelling> all = new ArrayList<>();
      for (int i = 0; i < scene.count(text.field()); i++) {
        all.addAll(scene.spellings(text.field(), i));
      }
      return all;
    }
    return List.of();
  }
}
