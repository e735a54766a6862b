// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.blackhole.admin.access.Passwords;
import org.blackhole.policy.Decider;
import org.blackhole.policy.mode.CodeWeight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The description of the API says what the resources do, no more and no less. */
class OpenApiTest {

  private static final String ROOT = "/api/v1";

  private static final Map<String, Object> DOCUMENT = read();
  private static final Map<String, Method> RESOURCES = resources();

  @Test
  void everyOperationIsDescribedAndEveryDescriptionHasOne() {
    assertThat(operations().keySet()).isEqualTo(RESOURCES.keySet());
  }

  @Test
  void everyOperationTellsTheRoleItTakes() {
    operations()
        .forEach(
            (name, operation) ->
                assertThat(String.valueOf(operation.get("description")))
                    .describedAs(name)
                    .startsWith(role(resource(name))));
  }

  @Test
  void everyBodyHasTheMediaTypesThatItsResourceConsumes() {
    operations()
        .forEach(
            (name, operation) -> {
              Consumes consumes = resource(name).getAnnotation(Consumes.class);
              Set<?> described =
                  operation.containsKey("requestBody")
                      ? map(map(operation.get("requestBody")).get("content")).keySet()
                      : Set.of();
              assertThat(described)
                  .describedAs(name)
                  .isEqualTo(consumes == null ? Set.of() : Set.of(consumes.value()));
            });
  }

  @Test
  void everyOperationDescribesTheErrorsThatAnyMayEndIn() {
    operations()
        .forEach(
            (name, operation) -> {
              List<String> expected =
                  new ArrayList<>(
                      List.of("400", "401", "403", "405", "406", "421", "429", "500", "503"));
              if (operation.containsKey("requestBody")) {
                expected.addAll(List.of("408", "413", "415", "422"));
              }
              if (name.contains("{name}") || name.contains("{revision}")) {
                expected.add("404");
              }
              Set<String> described = new TreeSet<>();
              map(operation.get("responses")).keySet().forEach(code -> described.add("" + code));
              assertThat(described).describedAs(name).containsAll(expected);
            });
  }

  @Test
  void everyReferenceLeadsSomewhereAndNothingIsLeftOver() {
    Set<String> used = new TreeSet<>();
    references(DOCUMENT, used);
    for (String reference : used) {
      @Nullable Object at = DOCUMENT;
      for (String step : reference.substring(2).split("/", -1)) {
        at = map(at).get(step);
      }
      assertThat(at).describedAs(reference).isNotNull();
    }
    Set<String> there = new TreeSet<>();
    map(DOCUMENT.get("components"))
        .forEach(
            (kind, all) ->
                map(all).keySet().forEach(n -> there.add("#/components/" + kind + "/" + n)));
    there.removeIf(name -> name.startsWith("#/components/securitySchemes/"));
    assertThat(used).containsAll(there);
  }

  @Test
  void weightsAndPasswordsHaveTheLimitsThatCount() {
    assertThat(String.valueOf(schema("Codes")))
        .contains("minimum=1, maximum=" + CodeWeight.MAX_WEIGHT);
    assertThat(schema("Password").get("minLength")).isEqualTo(Passwords.SHORTEST);
    assertThat(schema("Password").get("maxLength")).isEqualTo(Passwords.LONGEST);
  }

  @Test
  void everyParameterOfTheQueryIsDescribedWhereItIsTaken() {
    operations()
        .forEach(
            (name, operation) ->
                assertThat(described(operation))
                    .describedAs(name)
                    .isEqualTo(taken(resource(name))));
  }

  @Test
  void pagesAndReasonsHaveTheLimitsThatCount() {
    assertThat(parameter("Limit"))
        .containsEntry("maximum", Page.MAX_LIMIT)
        .containsEntry("default", Page.DEFAULT_LIMIT);
    assertThat(parameter("HistoryLimit"))
        .containsEntry("maximum", HistoryRange.MAX_LIMIT)
        .containsEntry("default", HistoryRange.DEFAULT_LIMIT);
    assertThat(parameter("Why")).containsEntry("maxLength", ChangeTerms.MAX_WHY);
  }

  @Test
  void everyDeciderThatIsBuiltInIsNamed() {
    String rules = String.valueOf(map(map(schema("Stats").get("properties")).get("rules")));
    for (Decider decider : Decider.values()) {
      assertThat(rules).contains("\"" + decider.rule() + "\"");
    }
  }

  private static Map<Object, Object> parameter(String name) {
    Map<?, ?> all = map(map(DOCUMENT.get("components")).get("parameters"));
    return new LinkedHashMap<>(map(map(all.get(name)).get("schema")));
  }

  /** The names of the parameters in query and If-Match that an operation has. */
  private static Set<String> described(Map<?, ?> operation) {
    Set<String> names = new TreeSet<>();
    if (operation.get("parameters") instanceof List<?> list) {
      for (Object each : list) {
        String reference = String.valueOf(map(each).get("$ref"));
        String key = reference.substring(reference.lastIndexOf('/') + 1);
        Map<?, ?> found = map(map(map(DOCUMENT.get("components")).get("parameters")).get(key));
        if (!"X-CSRF-Token".equals(found.get("name"))) {
          names.add(String.valueOf(found.get("name")));
        }
      }
    }
    return names;
  }

  /** The same that a method takes, itself or by the beans it takes. */
  private static Set<String> taken(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      note(parameter, names);
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        // The container sets fields, after a constructor without parameters.
        assertThat(Modifier.isPublic(parameter.getType().getModifiers())).isTrue();
        assertThatCode(() -> parameter.getType().getConstructor()).doesNotThrowAnyException();
        for (Field each : parameter.getType().getDeclaredFields()) {
          note(each, names);
        }
      }
    }
    return names;
  }

  private static void note(AnnotatedElement parameter, Set<String> names) {
    QueryParam query = parameter.getAnnotation(QueryParam.class);
    HeaderParam header = parameter.getAnnotation(HeaderParam.class);
    if (query != null) {
      names.add(query.value());
    }
    if (header != null) {
      names.add(header.value());
    }
  }

  private static Map<?, ?> schema(String name) {
    return map(map(map(DOCUMENT.get("components")).get("schemas")).get(name));
  }

  @Test
  void noServerIsNamed() {
    assertThat(DOCUMENT.get("servers")).isEqualTo(List.of(Map.of("url", "/")));
  }

  private static Method resource(String name) {
    return Optional.ofNullable(RESOURCES.get(name)).orElseThrow();
  }

  private static String role(Method method) {
    RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
    if (roles == null) {
      roles = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
    }
    return roles == null ? "Open to all." : "Takes the role " + roles.value()[0] + ".";
  }

  private static Map<String, Map<?, ?>> operations() {
    Map<String, Map<?, ?>> operations = new TreeMap<>();
    map(DOCUMENT.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (key, value) -> {
                          if (!key.equals("parameters")) {
                            operations.put(
                                key.toString().toUpperCase(Locale.ROOT) + " " + path, map(value));
                          }
                        }));
    return operations;
  }

  private static Map<String, Method> resources() {
    Map<String, Method> found = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.blackhole.admin")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .forEach(type -> collect(type.reflect(), found));
    return found;
  }

  private static void collect(Class<?> resource, Map<String, Method> found) {
    for (Method method : resource.getDeclaredMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path path = method.getAnnotation(Path.class);
          String base = resource.getAnnotation(Path.class).value();
          String full = ROOT + "/" + base + "/" + (path == null ? "" : path.value());
          found.put(verb.value() + " " + full.replaceAll("/+", "/").replaceAll("/$", ""), method);
        }
      }
    }
  }

  private static void references(@Nullable Object node, Set<String> found) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if ("$ref".equals(key)) {
              found.add(String.valueOf(value));
            } else {
              references(value, found);
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> references(each, found));
    }
  }

  private static Map<?, ?> map(@Nullable Object node) {
    assertThat(node).isInstanceOf(Map.class);
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, Object> read() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new Yaml().load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
