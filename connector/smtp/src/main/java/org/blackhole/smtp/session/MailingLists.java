// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackhole.smtp.api.EnhancedCode;
import org.blackhole.smtp.api.Reply;
import org.jspecify.annotations.Nullable;

/** The lists that EXPN tells (RFC 5321 3.5.2): those of the original server. */
final class MailingLists {

  private static final List<String> LIST1 = List.of("Shadow", "Wednesday", "Low-key Liesmith");
  private static final List<String> LIST2 =
      List.of("Jim Holden", "Naomi Nagata", "Alex Kamal", "Amos Burton");
  private static final List<String> LIST3 =
      List.of(
          "Takeshi Kovacs",
          "Laurens Bancroft",
          "Kristin Ortega",
          "Quellcrist Falconer",
          "Virginia Vidaura",
          "Reileen Kawahara");
  private static final Map<String, List<List<String>>> BY_NAME =
      Map.of(
          "list1", List.of(LIST1),
          "list2", List.of(LIST2),
          "list3", List.of(LIST3),
          "all", List.of(LIST1, LIST2, LIST3));

  private MailingLists() {}

  /** The members of a list, or null if there is none of that name. */
  static @Nullable Reply members(String name, @Nullable EnhancedCode enhanced, String hostname) {
    List<List<String>> lists = BY_NAME.get(name.toLowerCase(Locale.ROOT));
    if (lists == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    for (List<String> list : lists) {
      for (String person : list) {
        String local = person.toLowerCase(Locale.ROOT).replace(' ', '.');
        lines.add(person + " <" + local + "@" + hostname + ">");
      }
    }
    return Reply.of(250, enhanced, lines);
  }
}
