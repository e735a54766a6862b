// SPDX-License-Identifier: Apache-2.0
package org.blackhole.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.blackhole.smtp.api.SmtpListener;
import org.blackhole.smtp.api.SmtpMessageListener;
import org.blackhole.smtp.api.SmtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RaXmlTest {

  private final Element connector = connector();

  private static Element connector() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(Path.of("src/main/rar/META-INF/ra.xml").toFile())
          .getDocumentElement();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Element> all(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static String text(Element parent, String tag) {
    return String.join(
        "|", all(parent, tag).stream().map(e -> e.getTextContent().strip()).toList());
  }

  private static String name(Element property) {
    return text(property, "config-property-name");
  }

  @Test
  void namesTheClassesThereAre() {
    assertThat(text(connector, "resourceadapter-class"))
        .isEqualTo(SmtpResourceAdapter.class.getName());
    assertThat(text(connector, "messagelistener-type"))
        .isEqualTo(SmtpListener.class.getName() + "|" + SmtpMessageListener.class.getName());
    assertThat(text(connector, "activationspec-class"))
        .isEqualTo(
            SmtpActivationSpec.class.getName() + "|" + SmtpMessageActivationSpec.class.getName());
    assertThat(text(connector, "adminobject-interface")).isEqualTo(SmtpServer.class.getName());
    assertThat(text(connector, "adminobject-class")).isEqualTo(ServerHandle.class.getName());
  }

  private Element listener(Receives receives) {
    Class<?> type =
        switch (receives) {
          case SESSIONS -> SmtpListener.class;
          case MESSAGES -> SmtpMessageListener.class;
        };
    return all(connector, "messagelistener").stream()
        .filter(listener -> text(listener, "messagelistener-type").equals(type.getName()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void hasEverySettingOfTheTableInItsOrder(Receives receives) {
    assertThat(all(listener(receives), "config-property"))
        .extracting(RaXmlTest::name)
        .containsExactlyElementsOf(receives.settings().stream().map(Setting::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void hasEveryPropertyOfTheBeanAndNoOther(Receives receives) throws Exception {
    Set<String> properties = new HashSet<>();
    Class<?> bean =
        switch (receives) {
          case SESSIONS -> SmtpActivationSpec.class;
          case MESSAGES -> SmtpMessageActivationSpec.class;
        };
    for (PropertyDescriptor property :
        Introspector.getBeanInfo(bean, Object.class).getPropertyDescriptors()) {
      if (property.getPropertyType() == String.class) {
        assertThat(property.getReadMethod()).as(property.getName()).isNotNull();
        assertThat(property.getWriteMethod()).as(property.getName()).isNotNull();
        properties.add(property.getName());
      }
    }

    assertThat(all(listener(receives), "config-property"))
        .extracting(RaXmlTest::name)
        .containsExactlyInAnyOrderElementsOf(properties);
  }

  @Test
  void hasTheDefaultsOfTheTable() {
    for (Element property : all(connector, "config-property")) {
      Setting<?> setting = Settings.named(name(property)).orElseThrow();
      String standard = setting.standard();
      assertThat(text(property, "config-property-value"))
          .as(setting.name())
          .isEqualTo(standard == null ? "" : standard);
      assertThat(text(property, "config-property-type")).isEqualTo("java.lang.String");
    }
  }

  @Test
  void keepsSecretsConfidential() {
    for (Element property : all(connector, "config-property")) {
      boolean secret = Settings.named(name(property)).orElseThrow().scope() == Setting.Scope.SECRET;
      assertThat(text(property, "config-property-confidential"))
          .as(name(property))
          .isEqualTo(secret ? "true" : "");
    }
  }

  /** Open Liberty copies descriptions into attributes of XML and escapes nothing. */
  @Test
  void describesEverySettingWithoutMarkup() {
    for (Element property : all(connector, "config-property")) {
      assertThat(text(property, "description"))
          .as(name(property))
          .isNotBlank()
          .doesNotContain("&", "<", ">", "\"", "\n");
    }
  }

  @Test
  void isExplainedInTheReference() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("../../docs/reference/connector.md"));
    for (Setting<?> setting : Settings.ALL) {
      String row =
          lines.stream()
              .filter(line -> line.startsWith("| `" + setting.name() + "` |"))
              .findFirst()
              .orElse("no row");
      List<String> cells = Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
      String standard = setting.standard();
      assertThat(cells).as(setting.name()).hasSize(6);
      if (standard != null) {
        assertThat(cells.get(3)).as(setting.name()).isEqualTo("`" + standard + "`");
      }
      assertThat(cells.get(4))
          .as(setting.name())
          .isEqualTo(setting.scope() == Setting.Scope.LISTENER ? "yes" : "no");
    }
  }
}
