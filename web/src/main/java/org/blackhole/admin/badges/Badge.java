// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

/** A badge: what it is about on the left, how much it is on the right. */
record Badge(String label, String value, Colour colour) {

  private static final int PADDING = 5;

  /** As an SVG document (SVG 1.1), with a title for who does not see it. */
  String svg() {
    int left = width(label);
    int right = width(value);
    int whole = left + right;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" viewBox="0 0 %1$d 20" \
        role="img" aria-label="%2$s: %3$s"><title>%2$s: %3$s</title>\
        <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>\
        <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#444444"/>\
        <rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>\
        <g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" \
        text-rendering="geometricPrecision" aria-hidden="true">\
        <text x="%7$d" y="14" fill="#ffffff" textLength="%8$s">%2$s</text>\
        <text x="%9$d" y="14" fill="%10$s" textLength="%11$s">%3$s</text></g></svg>
        """
        .formatted(
            whole,
            escape(label),
            escape(value),
            left,
            right,
            colour.hex(),
            PADDING,
            pixels(label),
            left + PADDING,
            colour.text(),
            pixels(value));
  }

  private static int width(String text) {
    return 2 * PADDING + (Lettering.tenths(text) + 9) / 10;
  }

  private static String pixels(String text) {
    int tenths = Lettering.tenths(text);
    return tenths / 10 + "." + tenths % 10;
  }

  /** For text and for attributes (XML 1.0, 2.4). */
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
