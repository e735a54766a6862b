// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontGateTest {

  @ParameterizedTest
  @CsvSource({
    "GET,/index.html,localhost:9080,200",
    "HEAD,/,localhost,200",
    "GET,/,evil.test,421",
    "PUT,/api/v1/mode,evil.test,421",
    "PUT,/api/v1/mode,localhost,200",
    "FOO,/api/v1/mode,localhost,200",
    "DELETE,/compat/james/smtpBehaviors,localhost,200",
    "POST,/index.html,localhost,405",
    "TRACE,/,localhost,405",
    "TRACK,/,localhost,405",
    "OPTIONS,/blackhole.css,localhost,405",
    "POST,/apiary,localhost,405",
    "GET,/a\u2028b,localhost,404",
    "GET,/a\u0085b,localhost,404",
    "GET,/api/v1/policy/rules/a\u200db,localhost,200",
  })
  void onlyItsOwnNamesAndWhatCanBeDoneGetPast(String method, String path, String host, int status)
      throws Exception {
    Response response = new Response();
    new FrontGate(KnownHostsTest.hosts(""))
        .doFilter(request(method, path, host), response.proxy(), response);
    assertThat(response.status).isEqualTo(status);
    assertThat(response.passed).isEqualTo(status == 200);
    assertThat(response.headers.containsKey("Allow")).isEqualTo(status == 405);
  }

  private static HttpServletRequest request(String method, String path, String host) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FrontGateTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getServletPath", "getRequestURI" -> path;
                  case "getPathInfo" -> null;
                  case "getLocalAddr" -> "127.0.0.1";
                  case "getHeader" -> arguments[0].equals("Host") ? host : null;
                  default -> throw new AssertionError(called);
                });
  }
}
