// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Shows what came. */
@Path("letters")
public class Letters {

  @PersistenceContext EntityManager entities;

  /** All letters, the oldest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<Summary> all() {
    return entities
        .createQuery(
            "select new org.blackhole.examples.inbox.Summary(l.id, l.envelope, l.sender,"
                + " l.recipients, l.subject, l.size) from Letter l order by l.id",
            Summary.class)
        .getResultList();
  }

  /** One message. */
  @GET
  @Path("{id}")
  @Produces("message/rfc822")
  public byte[] content(@PathParam("id") long id) {
    Letter letter = entities.find(Letter.class, id);
    if (letter == null) {
      throw new NotFoundException();
    }
    return letter.content;
  }
}
