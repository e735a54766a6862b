// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiGateTest {

  private static final HttpServletRequest PLAIN_FROM_ELSEWHERE =
      GateTest.request("GET", "192.0.2.1", false, Map.of());

  @Test
  void theApiIsClosedToPlainHttpFromElsewhere() throws Exception {
    Response response = new Response();
    new ApiGate().doFilter(PLAIN_FROM_ELSEWHERE, response.proxy(), response);
    assertThat(response.passed).isFalse();
    assertThat(response.status).isEqualTo(403);
  }

  @Test
  void theApiIsOpenToPlainHttpFromThisMachine() throws Exception {
    Response response = new Response();
    HttpServletRequest local = GateTest.request("GET", "127.0.0.1", false, Map.of());
    new ApiGate().doFilter(local, response.proxy(), response);
    assertThat(response.passed).isTrue();
  }

  @Test
  void theStartPageIsOpenToAllAndHasTheHeaders() throws Exception {
    Response response = new Response();
    new SecurityHeaders().doFilter(PLAIN_FROM_ELSEWHERE, response.proxy(), response);
    assertThat(response.passed).isTrue();
    assertThat(response.headers).containsExactlyInAnyOrderEntriesOf(SecurityHeaders.ALL);
  }

  @Test
  void theGateStandsBeforeTheApiAndTheHeadersBeforeAll() throws IOException {
    assertThat(mapping("api-gate")).containsExactly("/api/*");
    assertThat(mapping("front-gate")).containsExactly("/*");
    assertThat(mapping("security-headers")).containsExactly("/*");
  }

  /** For what the server answers by itself. */
  @Test
  void theServerSetsTheSameHeaders() throws IOException {
    String serverXml = Files.readString(Path.of("../server-config/server.xml"));
    SecurityHeaders.ALL.forEach(
        (name, value) ->
            assertThat(serverXml)
                .containsPattern("<set[^>]*>" + Pattern.quote(name + ": " + value + "</set")));
  }

  private static List<String> mapping(String filter) throws IOException {
    String webXml = Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml"));
    return Pattern.compile(
            "<filter-name>" + filter + "</filter-name>\\s*<url-pattern>([^<]*)</url-pattern>")
        .matcher(webXml)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
