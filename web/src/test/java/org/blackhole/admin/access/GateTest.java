// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.blackhole.admin.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,false,true",
    "127.8.8.8,false,true",
    "::1,false,true",
    "0:0:0:0:0:0:0:1,false,true",
    "::ffff:127.0.0.1,false,true",
    "192.0.2.1,false,false",
    "2001:db8::1,false,false",
    "192.0.2.1,true,true",
  })
  void plainHttpIsForThisMachineAlone(String address, boolean secure, boolean passes) {
    Map<String, String> lies = Map.of("X-Forwarded-For", "127.0.0.1", "X-Forwarded-Proto", "https");
    assertThat(Gate.refusal(request("GET", address, secure, lies)) == null).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "POST,same-origin,-,true",
        "POST,none,-,true",
        "POST,cross-site,-,false",
        "POST,same-site,-,false",
        "DELETE,cross-site,http://localhost:9080,false",
        "POST,-,http://localhost:9080,true",
        "POST,-,https://localhost:9080,true",
        "POST,-,http://evil.test,false",
        "POST,-,http://localhost:9081,false",
        "POST,-,http://evil.localhost:9080,false",
        "POST,-,null,false",
        "POST,-,-,true",
        "FOO,cross-site,-,false",
        "GET,cross-site,http://evil.test,true",
      })
  void aPageOfAnotherSiteChangesNothing(
      String method, @Nullable String site, @Nullable String origin, boolean passes) {
    Map<String, String> headers = new HashMap<>(Map.of("Host", "localhost:9080"));
    if (site != null) {
      headers.put("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      headers.put("Origin", origin);
    }
    Problem refusal = Gate.refusal(request(method, "127.0.0.1", false, headers));
    assertThat(refusal == null).isEqualTo(passes);
  }

  /** Only what the gate may ask; anything else fails the test. */
  static HttpServletRequest request(
      String method, String address, boolean secure, Map<String, String> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            GateTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getRemoteAddr", "getLocalAddr" -> address;
                  case "isSecure" -> secure;
                  case "getHeader" -> headers.get(String.valueOf(arguments[0]));
                  case "getRequestURI" -> "/api/v1/status";
                  default -> throw new AssertionError(called);
                });
  }
}
