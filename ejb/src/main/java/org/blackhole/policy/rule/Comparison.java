// SPDX-License-Identifier: Apache-2.0
package org.blackhole.policy.rule;

/** A number compared with another, such as {@code >=1048576}. */
public record Comparison(Relation relation, long value) {

  /** How they stand to each other. */
  public enum Relation {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    MORE(">");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** Whether it holds for this number. */
  public boolean holds(long number) {
    return switch (relation) {
      case LESS -> number < value;
      case AT_MOST -> number <= value;
      case EQUAL -> number == value;
      case AT_LEAST -> number >= value;
      case MORE -> number > value;
    };
  }

  /** Whether it holds for no number that counts something. */
  public boolean isHopeless() {
    return value < 0 || (value == 0 && relation == Relation.LESS);
  }

  /**
   * Reads {@code >50}, {@code <=10}, {@code =3} or {@code 3}.
   *
   * @param sizes whether units such as {@code KiB} are taken
   * @throws IllegalArgumentException if it is none; for the user
   */
  public static Comparison parse(String text, boolean sizes) {
    String rest = text.strip();
    Relation relation = Relation.EQUAL;
    for (Relation each :
        new Relation[] {
          Relation.AT_MOST, Relation.AT_LEAST, Relation.LESS, Relation.MORE, Relation.EQUAL
        }) {
      if (rest.startsWith(each.sign())) {
        relation = each;
        rest = rest.substring(each.sign().length()).strip();
        break;
      }
    }
    return new Comparison(relation, sizes ? Sizes.parse(rest) : Sizes.parseNumber(rest));
  }
}
