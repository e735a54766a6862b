// SPDX-License-Identifier: Apache-2.0
package org.blackhole.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The unit of systemd and the container file fit the server's configuration, and give no rights.
 */
class DeploymentTest {

  private static final Path DEPLOY = Documents.DOCS.resolve("deploy");
  private static final String SERVER = Documents.read(Path.of("..", "server-config", "server.xml"));
  private static final Pattern VARIABLE =
      Pattern.compile("<variable name=\"([^\"]+)\"\\s+defaultValue=\"([^\"]*)\"");
  private static final List<String> OF_LIBERTY = List.of("WLP_OUTPUT_DIR", "LOG_DIR");

  private static String unit() {
    return Documents.read(DEPLOY.resolve("blackhole.service"));
  }

  private static String lowPorts() {
    return Documents.read(DEPLOY.resolve("low-ports.conf"));
  }

  private static String container() {
    return Documents.read(DEPLOY.resolve("Containerfile"));
  }

  /** The variables of server.xml, as the environment knows them. */
  private static List<String> settings() {
    return VARIABLE
        .matcher(SERVER)
        .results()
        .map(variable -> variable.group(1).toUpperCase(Locale.ROOT).replace('.', '_'))
        .toList();
  }

  private static String valueOf(String setting) {
    return VARIABLE
        .matcher(SERVER)
        .results()
        .filter(variable -> variable.group(1).equals(setting))
        .map(variable -> variable.group(2))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(String text, String expression) {
    return Pattern.compile(expression, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult name) -> name.group(1))
        .toList();
  }

  @Test
  void everyVariableThatIsSetIsASetting() {
    List<String> set = new ArrayList<>(names(unit(), "^Environment=([A-Z_]+)="));
    names(lowPorts(), "^Environment=(.*)").stream()
        .flatMap(line -> names(line, "([A-Z_]+)=").stream())
        .forEach(set::add);
    set.addAll(names(container(), "(?:^ENV|^ {3}) ([A-Z_]+)="));
    set.removeAll(OF_LIBERTY);

    assertThat(set).hasSizeGreaterThan(5).allSatisfy(name -> assertThat(settings()).contains(name));
  }

  @Test
  void theContainerOpensThePortsOfTheDefaults() {
    List<String> ports =
        List.of(
            valueOf("smtp.port"),
            valueOf("smtps.port"),
            valueOf("submission.port"),
            valueOf("https.port"));

    assertThat(names(container(), "^EXPOSE (.*)")).containsExactly(String.join(" ", ports));
    assertThat(container()).contains("/dev/tcp/127.0.0.1/" + valueOf("http.port") + " ");
  }

  @Test
  void theServerIsNobodyInParticular() {
    assertThat(names(container(), "^USER (.*)")).containsExactly("10001:10001");
    assertThat(names(unit(), "^User=(.*)")).containsExactly("blackhole");
  }

  @Test
  void theUnitGivesNoCapabilityAndTheOneForLowPortsOnlyThat() {
    assertThat(names(unit(), "^(?:CapabilityBoundingSet|AmbientCapabilities)=(.*)"))
        .containsExactly("", "");
    assertThat(names(lowPorts(), "^(?:CapabilityBoundingSet|AmbientCapabilities)=(.*)"))
        .containsExactly("CAP_NET_BIND_SERVICE", "CAP_NET_BIND_SERVICE");
    assertThat(unit())
        .contains(
            "NoNewPrivileges=yes", "ProtectSystem=strict", "SystemCallFilter=@system-service");
  }

  /** As many as all listeners may have, and more. */
  @Test
  void thereAreDescriptorsForAllSessions() {
    int listeners = names(SERVER, "\\b(mx|smtps|submission)=smtps?://").size();
    int limit = Integer.parseInt(names(unit(), "^LimitNOFILE=(\\d+)").get(0));

    assertThat(listeners).isEqualTo(3);
    assertThat(limit).isGreaterThan(listeners * Integer.parseInt(valueOf("smtp.max.sessions")));
  }
}
