// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.files;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {

  private final ConsoleFiles filter = new ConsoleFiles();
  private final Map<String, String> headers = new HashMap<>();
  private int status = 200;
  private boolean passed;

  @Test
  void aFileIsAskedForAgainAndFoundUnchanged() throws Exception {
    ask("/app/main.js", null);
    assertThat(passed).isTrue();
    assertThat(headers).containsEntry("Cache-Control", "no-cache").containsKey("ETag");
    String tag = headers.get("ETag");
    assertThat(tag).matches("\"[\\w-]{20}\"");
    for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      ask("/app/main.js", known);
      assertThat(status).as(known).isEqualTo(304);
      assertThat(passed).as(known).isFalse();
    }
    ask("/app/main.js", "\"other\"");
    assertThat(passed).isTrue();
  }

  @Test
  void theRootIsTheStartPage() throws Exception {
    ask("/", null);
    String root = headers.get("ETag");
    ask("/index.html", null);
    assertThat(headers.get("ETag")).isEqualTo(root);
    ask("/blackhole.css", null);
    assertThat(headers.get("ETag")).isNotEqualTo(root);
  }

  @Test
  void whatHasItsVersionInItsPathIsKeptForGood() throws Exception {
    ask("/app/vendor/uplot-1.6.32/uPlot.min.css", null);
    assertThat(headers.get("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status",
        "/WEB-INF/web.xml",
        "/app/../WEB-INF/web.xml",
        "/app/.hidden",
        "/app/nothing.js",
        "/app/",
        "/apple.js"
      })
  void allElseIsLeftAsItIs(String path) throws Exception {
    ask(path, "*");
    assertThat(passed).isTrue();
    assertThat(headers).isEmpty();
  }

  private void ask(String path, @Nullable String known) throws Exception {
    headers.clear();
    status = 200;
    passed = false;
    filter.doFilter(request(path, known), response(), (request, response) -> passed = true);
  }

  private static HttpServletRequest request(String path, @Nullable String known) {
    return proxy(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getServletPath" -> path;
              case "getPathInfo" -> null;
              case "getHeader" -> arguments[0].equals("If-None-Match") ? known : null;
              case "getServletContext" -> context();
              default -> throw new AssertionError(called);
            });
  }

  private HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (proxy, called, arguments) -> {
          switch (called.getName()) {
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setStatus" -> status = (Integer) arguments[0];
            default -> throw new AssertionError(called);
          }
          return null;
        });
  }

  private static ServletContext context() {
    return proxy(ServletContext.class, (proxy, called, arguments) -> open((String) arguments[0]));
  }

  private static @Nullable InputStream open(String path) throws IOException {
    Path file = ConsoleSourcesTest.ROOT.resolve(path.substring(1));
    return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ConsoleFilesTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
