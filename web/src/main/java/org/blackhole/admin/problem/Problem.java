// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackhole.policy.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A problem (RFC 9457 3). The type is always {@code about:blank}: the status says which kind it is.
 *
 * @param detail for the user; never holds what came from outside unquoted
 * @param errors the fields at fault; may be empty
 */
public record Problem(int status, String detail, List<Fault> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem without fields at fault. */
  public static Problem of(int status) {
    return new Problem(status, HttpStatus.detail(status), List.of());
  }

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of());
  }

  /**
   * As JSON.
   *
   * @param path of the request, raw; becomes {@code instance} if it is a URI reference at all
   */
  public JsonObject toJson(@Nullable String path) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", "about:blank")
            .add("title", HttpStatus.title(status))
            .add("status", status)
            .add("detail", detail);
    if (path != null && isReference(path)) {
      json.add("instance", path);
    }
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (Fault fault : errors) {
        list.add(
            Json.createObjectBuilder()
                .add("pointer", fault.pointer())
                .add("detail", fault.detail()));
      }
      json.add("errors", list);
    }
    return json.build();
  }

  /**
   * Answers with this problem where JAX-RS is not reached. The answer is sent off at once: a
   * container that follows a refusal up with an error page of its own comes too late.
   */
  public void send(HttpServletResponse response, @Nullable String path) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = toJson(path).toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    if (leavesBody()) {
      response.setHeader("Connection", "close");
    }
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** Whether there is more to come of the body, which nobody is to wait for. */
  boolean leavesBody() {
    return status == 408 || status == 413;
  }

  private static boolean isReference(String path) {
    try {
      return path.length() <= 2048 && path.startsWith("/") && new URI(path).getRawPath() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
