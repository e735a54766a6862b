// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.StrictJson;
import org.blackhole.store.StrictJson.NotJsonException;

/** A request's body as {@link Fields}, of bounded size, see {@link RequestBody}. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, FieldsReader.MERGE_PATCH})
public final class FieldsReader implements MessageBodyReader<Fields> {

  /** RFC 7396. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** As many as a body has room for if each is worth something. */
  private static final int MAX_VALUES = 100_000;

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Fields.class;
  }

  @Override
  public Fields readFrom(
      Class<Fields> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body) {
    return parse(new RequestBody(limit(annotations)).read(body, declared(headers)));
  }

  private static int limit(Annotation[] annotations) {
    return Arrays.stream(annotations)
        .filter(MaxOctets.class::isInstance)
        .mapToInt(each -> ((MaxOctets) each).value())
        .findFirst()
        .orElse(RequestBody.MAX_OCTETS);
  }

  private static long declared(MultivaluedMap<String, String> headers) {
    String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length.trim());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  static Fields parse(byte[] body) {
    try {
      return new Fields(StrictJson.parse(body, MAX_VALUES));
    } catch (NotJsonException e) {
      throw ProblemException.unreadable("The body " + e.what() + ".");
    } catch (InvalidPolicyException e) {
      throw ProblemException.nonsense(e.faults());
    }
  }
}
