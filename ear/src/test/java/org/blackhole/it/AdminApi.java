// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The admin API as a script uses it: HTTP Basic over plain HTTP on loopback. */
record AdminApi(String base, String user, String password) {

  /** As it is by default: it asks for HTTP/2 by Upgrade. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** Status 0 is no answer at all. */
  record Answer(int status, String body, Map<String, List<String>> headers) {

    /** The first of this name, or nothing. */
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse("");
    }

    JsonArray array() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.readArray();
      }
    }

    JsonObject json() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }
  }

  Answer readiness() {
    return send(HttpRequest.newBuilder(URI.create(base + "/health/ready")).GET());
  }

  Answer get(String path) {
    return send(authorized(path).GET());
  }

  /** On a connection that stays, without asking for HTTP/2. */
  Answer getByHttp1(String path) {
    return send(authorized(path).version(HttpClient.Version.HTTP_1_1).GET());
  }

  Answer send(String method, String path, String json) {
    return send(
        authorized(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** With headers of its own; they win over those it would have. */
  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request = authorized(path).header("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    return send(request.method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder authorized(String path) {
    String pair = user + ":" + password;
    String token = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
        .header("Authorization", "Basic " + token);
  }

  /** The status of a GET without a log-in; 0 is no answer at all. */
  static int status(int port, String path) {
    return get(port, path).status();
  }

  /** A GET without a log-in. */
  static Answer get(int port, String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var response =
          CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers().map());
    } catch (ConnectException e) {
      return new Answer(0, "", Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
