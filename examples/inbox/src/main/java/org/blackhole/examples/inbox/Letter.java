// SPDX-License-Identifier: Apache-2.0
package org.blackhole.examples.inbox;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.SequenceGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.blackhole.smtp.api.Mail;
import org.jspecify.annotations.Nullable;

/** A message as it is stored. */
@Entity
public class Letter {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "letter")
  @SequenceGenerator(name = "letter", sequenceName = "LETTER_ID", allocationSize = 50)
  long id;

  String envelope = "";
  String sender = "";
  String recipients = "";
  @Nullable String subject;
  long size;

  @Lob
  @Basic(fetch = FetchType.LAZY)
  byte[] content = {};

  /** For the persistence provider. */
  protected Letter() {}

  /** Reads the message, with its trace field in front (RFC 5321 4.4). */
  Letter(Mail mail) throws IOException {
    envelope = mail.envelope().id();
    sender = mail.envelope().sender().toString();
    recipients =
        mail.envelope().recipients().stream()
            .map(recipient -> recipient.address().toString())
            .collect(Collectors.joining(" "));
    subject = mail.headers().first("Subject");
    size = mail.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(mail.received().getBytes(StandardCharsets.UTF_8));
    try (InputStream octets = mail.content()) {
      octets.transferTo(all);
    }
    content = all.toByteArray();
  }
}
