// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

/**
 * How wide a text is in the letters of a badge, Verdana of 11 pixels and what is as wide: known
 * beforehand, as an image cannot ask. Browsers then fit the text into that width.
 */
final class Lettering {

  private static final double PIXELS = 11;

  /** Of the characters from the blank on, in thousandths of the size. */
  private static final int[] WIDTHS = {
    352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, //
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, //
    1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787, //
    603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636, //
    636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, //
    623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818
  };

  private static final int LETTER = 650;
  private static final int IDEOGRAPH = 1000;
  private static final int FIRST_IDEOGRAPH = 0x2E80;

  private Lettering() {}

  /** In tenths of a pixel. */
  static int tenths(String text) {
    long thousandths = text.codePoints().mapToLong(Lettering::width).sum();
    return (int) Math.round(thousandths * PIXELS / 100);
  }

  private static int width(int character) {
    int place = character - ' ';
    if (place >= 0 && place < WIDTHS.length) {
      return WIDTHS[place];
    }
    return character < FIRST_IDEOGRAPH ? LETTER : IDEOGRAPH;
  }
}
