// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BadgeTest {

  @Test
  void itIsAnImageWithATitle() throws Exception {
    Element svg = parse(new Badge("messages", "12.3k", Colour.DEFAULT));
    assertThat(svg.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-label")).isEqualTo("messages: 12.3k");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("messages: 12.3k");
    assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 " + svg.getAttribute("width") + " 20");
  }

  @Test
  void bothTextsFitIntoTheirHalves() throws Exception {
    Element svg = parse(new Badge("a rather long label", "1 GB", Colour.DEFAULT));
    Element left = (Element) svg.getElementsByTagName("text").item(0);
    Element right = (Element) svg.getElementsByTagName("text").item(1);
    Element half = (Element) svg.getElementsByTagName("rect").item(2);
    double border = number(half, "x");
    assertThat(number(left, "x") + number(left, "textLength")).isBetween(border - 7, border - 4);
    assertThat(number(right, "x")).isEqualTo(border + 5);
    assertThat(number(right, "x") + number(right, "textLength") + 5)
        .isLessThanOrEqualTo(number(svg, "width"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</text><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "' & ' < ' > ]]>",
        "%s %1$d %%",
        "\u90ae\u4ef6",
        "\uD83D\uDCEB"
      })
  void nothingInALabelIsMoreThanText(String label) throws Exception {
    Element svg = parse(new Badge(label, "1", Colour.DEFAULT));
    assertThat(svg.getAttribute("aria-label")).isEqualTo(label + ": 1");
    assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo(label);
    assertThat(svg.getElementsByTagName("*").getLength()).isEqualTo(9);
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg.hasAttribute("onload")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "green,#97ca00,#000000",
    "RED,#e05d44,#000000",
    "blue,#0a7bbb,#ffffff",
    "black,#24292f,#ffffff",
    "fff,#ffffff,#000000",
    "#Ab0,#aabb00,#000000",
    "123456,#123456,#ffffff",
    "#000000,#000000,#ffffff",
  })
  void aColourHasANameOrDigitsAndATextThatStandsOut(String given, String hex, String text) {
    Colour colour = Colour.of(given).orElseThrow();
    assertThat(colour.hex()).isEqualTo(hex);
    assertThat(colour.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "#", "#12", "12345", "1234567", "url(#x)", "red;fill:blue", "#ggg", "\"/>"})
  void anythingElseIsNoColour(String given) {
    assertThat(Colour.of(given)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0 B",
    "999,999,999 B",
    "1000,1k,1 kB",
    "1239,1.23k,1.23 kB",
    "12345,12.3k,12.3 kB",
    "999999,999k,999 kB",
    "1000000,1M,1 MB",
    "9223372036854775807,9.22E,9.22 EB",
  })
  void anAmountHasThreeDigitsAtMost(long number, String count, String octets) {
    assertThat(Amount.count(number)).isEqualTo(count);
    assertThat(Amount.octets(number)).isEqualTo(octets);
  }

  @Test
  void aRateIsPerSecond() {
    assertThat(Amount.rate(0)).isEqualTo("0/s");
    assertThat(Amount.rate(0.3)).isEqualTo("0.3/s");
    assertThat(Amount.rate(1234.5)).isEqualTo("1.23k/s");
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  static Element parse(Badge badge) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document =
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(badge.svg())));
    return document.getDocumentElement();
  }
}
