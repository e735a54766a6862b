// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/compat/mailpit/api/v1/chaos,127.0.0.1,localhost:9080,true",
    "/compat/mailhog/api/v2/jim,127.0.0.1,127.0.0.1:9080,true",
    "/compat/james/smtpBehaviors,::1,[::1]:9080,true",
    "/compat/james/smtpBehaviors,::1,localhost,true",
    "/compat/james,127.0.0.1,localhost:9080,false",
    "/api/v1/policy,127.0.0.1,localhost:9080,false",
    "/compat/mailpit/api/v1/chaos,192.0.2.1,localhost:9080,false",
    "/compat/mailpit/api/v1/chaos,127.0.0.1,evil.test:9080,false",
    "/compat/mailpit/api/v1/chaos,127.0.0.1,localhost.evil.test,false",
    "/compat/mailpit/api/v1/chaos,127.0.0.1,127.0.0.1.evil.test,false",
  })
  void onlyTheCallsOfOtherToolsAreOpenAndToThisMachineAlone(
      String path, String address, String host, boolean free) {
    HttpServletRequest request = request(path, address, host);
    assertThat(new OpenPaths(true, "all").frees(request)).isEqualTo(free);
    assertThat(new OpenPaths(false, "all").frees(request)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "loopback,/badges,127.0.0.1,localhost:9080,true",
    "loopback,/badges,::1,[::1]:9080,true",
    "loopback,/badges,192.0.2.1,localhost:9080,false",
    "loopback,/badges,127.0.0.1,evil.test:9080,false",
    "loopback,/api/v1,127.0.0.1,localhost:9080,false",
    "all,/badges,127.0.0.1,localhost:9080,true",
    "all,/badges,192.0.2.1,mx.test,true",
    "all,/api/v1,192.0.2.1,mx.test,false",
    "none,/badges,127.0.0.1,localhost:9080,false",
    "nonsense,/badges,127.0.0.1,localhost:9080,false",
  })
  void badgesAreOpenToWhomTheSettingNames(
      String setting, String path, String address, String host, boolean open) {
    OpenPaths paths = new OpenPaths(true, setting);
    assertThat(paths.showsBadge(request(path, address, host))).isEqualTo(open);
    assertThat(paths.showsBadgesToAll()).isEqualTo(setting.equals("all"));
  }

  private static HttpServletRequest request(String path, String address, String host) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            OpenPathsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getServletPath" -> path;
                  case "getRemoteAddr" -> address;
                  case "getHeader" -> arguments[0].equals("Host") ? host : null;
                  default -> throw new AssertionError(called);
                });
  }
}
