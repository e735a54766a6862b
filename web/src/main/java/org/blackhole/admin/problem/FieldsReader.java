// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.blackhole.policy.InvalidPolicyException;
import org.blackhole.store.StrictJson;
import org.blackhole.store.StrictJson.NotJsonException;

/** A request's body as {@link Fields}, of bounded size. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, FieldsReader.MERGE_PATCH})
public final class FieldsReader implements MessageBodyReader<Fields> {

  /** RFC 7396. */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  private static final int MAX_OCTETS = 1 << 20;

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
      InputStream body)
      throws IOException {
    String declared = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
    if (declared != null && declared.length() > 7) {
      throw tooLarge();
    }
    byte[] octets = body.readNBytes(MAX_OCTETS + 1);
    if (octets.length > MAX_OCTETS) {
      throw tooLarge();
    }
    return parse(octets);
  }

  static Fields parse(byte[] body) {
    try {
      return new Fields(StrictJson.parse(body));
    } catch (NotJsonException e) {
      throw ProblemException.unreadable("The body " + e.what() + ".");
    } catch (InvalidPolicyException e) {
      throw ProblemException.nonsense(e.faults());
    }
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(413, "The body has more than " + MAX_OCTETS + " octets."));
  }
}
