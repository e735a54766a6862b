// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a filter answers, or that it let the request pass. */
final class Response implements FilterChain {

  final Map<String, String> headers = new HashMap<>();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int status = 200;
  boolean passed;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response) {
    passed = true;
  }

  HttpServletResponse proxy() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            Response.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, called, arguments) -> called(called.getName(), arguments));
  }

  private @Nullable Object called(String method, Object[] arguments) {
    switch (method) {
      case "isCommitted" -> {
        return false;
      }
      case "getOutputStream" -> {
        return stream();
      }
      case "setStatus" -> status = (Integer) arguments[0];
      case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
      case "setContentType", "setContentLength", "flushBuffer" -> {}
      default -> throw new AssertionError(method);
    }
    return null;
  }

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public void write(int octet) {
        body.write(octet);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
