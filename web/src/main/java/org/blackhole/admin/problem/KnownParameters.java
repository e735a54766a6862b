// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.blackhole.policy.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query with a parameter that the method does not take, or with one given twice: a typing
 * mistake would else answer another question than was asked. What a method takes is read from its
 * annotations. After {@link Priorities#AUTHORIZATION}: who may not ask learns nothing.
 */
@Provider
@Priority(Priorities.USER)
public final class KnownParameters implements ContainerRequestFilter {

  private static final int LONGEST_NAME = 100;

  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource == null ? null : resource.getResourceMethod();
    Map<String, List<String>> query = request.getUriInfo().getQueryParameters();
    if (method != null && !query.isEmpty()) {
      check(query, known.computeIfAbsent(method, KnownParameters::of));
    }
  }

  static void check(Map<String, List<String>> query, Set<String> known) {
    List<Fault> faults = new ArrayList<>();
    query.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            faults.add(new Fault(pointer(name), unknown(known)));
          } else if (values.size() > 1) {
            faults.add(new Fault(pointer(name), "is there more than once"));
          }
        });
    if (!faults.isEmpty()) {
      throw ProblemException.unreadableParameters(faults);
    }
  }

  private static String pointer(String name) {
    return "?" + name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static String unknown(Set<String> known) {
    return known.isEmpty()
        ? "is unknown: this call takes no parameter"
        : "is unknown; known are " + String.join(", ", known);
  }

  /** The parameters of the query that a method takes, itself or by the beans it takes. */
  static Set<String> of(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      note(parameter, names);
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          note(field, names);
        }
      }
    }
    return names;
  }

  private static void note(AnnotatedElement element, Set<String> names) {
    QueryParam parameter = element.getAnnotation(QueryParam.class);
    if (parameter != null) {
      names.add(parameter.value());
    }
  }
}
