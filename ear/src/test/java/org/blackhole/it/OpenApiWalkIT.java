// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.blackhole.it.AdminApi.Answer;
import org.blackhole.it.OpenApi.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Walks over every operation of the API without, with wrong and with too small rights. */
class OpenApiWalkIT {

  private static final String RULE =
      "{\"at\":\"vrfy\",\"when\":{\"client\":\"192.0.2.1\"},\"then\":{\"tag\":\"x\"}}";

  private static LibertyServer server;
  private static AdminApi admin;
  private static RawHttp raw;
  private static List<Operation> operations;
  private static String before;

  @BeforeAll
  static void start() {
    server = SharedServer.get();
    admin = server.admin();
    raw = new RawHttp(server.ports().http());
    operations = OpenApi.read(server.ports().http());
    assertThat(addAccount("bystander", "viewer")).isEqualTo(201);
    assertThat(addAccount("operator", "operator")).isEqualTo(201);
    assertThat(admin.send("PUT", "/policy/rules/bystander", RULE).status()).isEqualTo(201);
    before = state();
  }

  @AfterAll
  static void end() {
    assertThat(state()).isEqualTo(before);
    for (String path :
        List.of("/policy/rules/bystander", "/accounts/bystander", "/accounts/operator")) {
      assertThat(admin.send("DELETE", path, "").status()).isEqualTo(204);
    }
  }

  @Test
  void theLogInAloneIsOpen() {
    assertThat(operations).hasSizeGreaterThan(30);
    assertThat(operations)
        .filteredOn(Operation::isOpen)
        .extracting(Operation::toString)
        .containsExactlyInAnyOrder("GET /api/v1/login", "POST /api/v1/login");
  }

  @Test
  void besideTheApiOnlyThisIsOpen() throws IOException {
    for (String open :
        List.of(
            "/",
            "/index.html",
            "/blackhole.css",
            "/blackhole.svg",
            "/app/main.js",
            "/health",
            "/health/started",
            "/health/ready",
            "/health/live",
            "/metrics",
            "/badges/messages.svg",
            "/openapi",
            "/openapi/ui/")) {
      assertThat(raw.send("GET " + open, "").status()).as(open).isEqualTo(200);
    }
    for (String closed :
        List.of(
            "/api",
            "/api/",
            "/api/v1",
            "/api/v2/status",
            "/compat/mailpit/api/v1/chaos",
            "/compat/mailhog/api/v2/jim",
            "/compat/james/smtpBehaviors",
            "/WEB-INF/",
            "/WEB-INF/web.xml",
            "/META-INF/openapi.yaml",
            "/problem",
            "/badges/",
            "/badges/none.svg",
            "/ibm/adminCenter",
            "/IBMJMXConnectorREST/",
            "/jwt/ibm/api",
            "/oidc/",
            "/console",
            "/h2-console")) {
      assertThat(raw.send("GET " + closed, "").status()).as(closed).isIn(401, 404);
    }
  }

  @TestFactory
  Stream<DynamicTest> withoutALogIn() {
    return closed(
        operation -> {
          RawHttp.Answer answer = raw.send(operation.toString(), bodyOf(operation));
          assertThat(answer.status()).isEqualTo(401);
          assertThat(answer.isProblem()).isTrue();
          assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        });
  }

  /** Always the same one, which counts as one failed log-in. */
  @TestFactory
  Stream<DynamicTest> withAWrongPassword() {
    return refused(new AdminApi(admin.base(), "admin", "a wrong password"), "", 401);
  }

  @TestFactory
  Stream<DynamicTest> withATokenThatNobodySigned() {
    return closed(
        operation -> {
          String token = "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.\r\n";
          RawHttp.Answer answer = raw.send(operation.toString(), token + bodyOf(operation));
          assertThat(answer.status()).isEqualTo(401);
          assertThat(answer.isProblem()).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> withASessionButWithoutItsToken() throws IOException {
    String login = "{\"name\":\"admin\",\"password\":\"" + LibertyServer.PASSWORD + "\"}";
    String cookie = raw.send("POST /api/v1/login", json(login)).header("Set-Cookie");
    String session = "Cookie: " + cookie.substring(0, cookie.indexOf(';')) + "\r\n";
    return operations.stream()
        .filter(operation -> !operation.isOpen() && !operation.method().equals("GET"))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      RawHttp.Answer answer =
                          raw.send(operation.toString(), session + bodyOf(operation));
                      assertThat(answer.status()).isEqualTo(403);
                      assertThat(answer.isProblem()).isTrue();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> withTheRightToReadAlone() {
    return refused(new AdminApi(admin.base(), "bystander", "long enough"), "viewer", 403);
  }

  @TestFactory
  Stream<DynamicTest> withTheRightToChangeAlone() {
    return refused(new AdminApi(admin.base(), "operator", "long enough"), "operator", 403);
  }

  @TestFactory
  Stream<DynamicTest> bodiesThatCannotBeTaken() {
    Map<String, Integer> wrong =
        Map.of(
            "{\"mode\":",
            400,
            "{\"a\":" + "[".repeat(10_000),
            400,
            "{\"a\":" + "9".repeat(10_000) + "}",
            400,
            "[]",
            422,
            "{\"mode\":\"accept\",\"mode\":\"bounce\"}",
            422,
            "{\"a\":\"" + "x".repeat(1 << 20) + "\"}",
            413);
    return operations.stream()
        .filter(Operation::takesBody)
        .flatMap(
            operation ->
                Stream.concat(
                    wrong.entrySet().stream()
                        .map(
                            each ->
                                DynamicTest.dynamicTest(
                                    operation + " " + each.getKey().substring(0, 2) + "…",
                                    () -> taken(operation, each.getKey(), each.getValue()))),
                    Stream.of(
                        DynamicTest.dynamicTest(
                            operation + " chunked", () -> takesNoEndlessBody(operation)),
                        DynamicTest.dynamicTest(
                            operation + " as text", () -> takesNoText(operation)))));
  }

  @Test
  void depthHasAnEndForEveryLengthOfBody() {
    Answer answer = admin.send("PUT", "/policy", "{\"a\":" + "[".repeat(100_000));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains("nested deeper than 32 levels");
  }

  private static void taken(Operation operation, String body, int status) {
    Answer answer = call(admin, operation, body, operation.types().iterator().next());
    assertThat(answer.status()).isEqualTo(status);
    requireProblem(answer);
  }

  /** In chunks, without a word on how many. */
  private static void takesNoEndlessBody(Operation operation) throws IOException {
    String part = "x".repeat(0x4000);
    StringBuilder body = new StringBuilder("5\r\n{\"a\":\r\n1\r\n\"\r\n");
    for (int i = 0; i < 80; i++) {
      body.append("4000\r\n").append(part).append("\r\n");
    }
    RawHttp.Answer answer =
        raw.send(
            operation.toString(),
            RawHttp.basic("admin", LibertyServer.PASSWORD)
                + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
                + body
                + "0\r\n");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.isProblem()).isTrue();
  }

  private static void takesNoText(Operation operation) {
    Answer answer = call(admin, operation, operation.body(), "text/plain");
    assertThat(answer.status()).isEqualTo(415);
    requireProblem(answer);
  }

  /** All but the open ones, and those that this role is enough for. */
  private static Stream<DynamicTest> refused(AdminApi as, String role, int status) {
    List<String> enough = new ArrayList<>();
    if (!role.isEmpty()) {
      enough.add("viewer");
      enough.add(role);
    }
    return operations.stream()
        .filter(operation -> !operation.isOpen() && !enough.contains(operation.role()))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(),
                    () -> {
                      Answer answer = call(as, operation, operation.body(), "application/json");
                      assertThat(answer.status()).isEqualTo(status);
                      requireProblem(answer);
                    }));
  }

  private interface Check {
    void on(Operation operation) throws IOException;
  }

  private static Stream<DynamicTest> closed(Check check) {
    return operations.stream()
        .filter(operation -> !operation.isOpen())
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check.on(each)));
  }

  private static Answer call(AdminApi as, Operation operation, String body, String type) {
    return as.send(
        operation.method(),
        operation.path().substring("/api/v1".length()),
        body,
        Map.of("Content-Type", type));
  }

  private static void requireProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.json().getInt("status")).isEqualTo(answer.status());
  }

  private static String bodyOf(Operation operation) {
    return operation.takesBody() ? json(operation.body()) : "";
  }

  private static String json(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  private static int addAccount(String name, String role) {
    return admin
        .send(
            "POST",
            "/accounts",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"long enough\"}".formatted(name, role))
        .status();
  }

  /** What a call could have changed. */
  private static String state() {
    return Stream.of("/policy", "/policy/revisions?limit=1", "/listeners", "/accounts", "/status")
        .map(path -> admin.get(path).body())
        .toList()
        .toString();
  }
}
