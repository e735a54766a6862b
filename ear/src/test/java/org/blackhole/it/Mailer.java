// SPDX-License-Identifier: Apache-2.0
package org.blackhole.it;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;

/** Angus Mail as an application uses it, over one kind of listener. */
record Mailer(Security security, int port) {

  /** How the connection is secured. */
  enum Security {
    PLAIN,
    STARTTLS,
    IMPLICIT_TLS
  }

  Session session() {
    String protocol = security == Security.IMPLICIT_TLS ? "smtps" : "smtp";
    Properties p = new Properties();
    p.put("mail.transport.protocol", protocol);
    p.put("mail." + protocol + ".host", "127.0.0.1");
    p.put("mail." + protocol + ".port", Integer.toString(port));
    p.put("mail." + protocol + ".starttls.enable", Boolean.toString(security == Security.STARTTLS));
    p.put(
        "mail." + protocol + ".starttls.required", Boolean.toString(security == Security.STARTTLS));
    p.put("mail." + protocol + ".ssl.trust", "*");
    p.put("mail." + protocol + ".ssl.checkserveridentity", "false");
    p.put("mail." + protocol + ".allow8bitmime", "true");
    p.put("mail." + protocol + ".timeout", "30000");
    return Session.getInstance(p);
  }

  Transport connect(Session session) throws MessagingException {
    Transport transport = session.getTransport();
    transport.connect();
    return transport;
  }

  static Address[] recipients(int count) {
    return IntStream.range(0, count).mapToObj(i -> address("user" + i)).toArray(Address[]::new);
  }

  private static InternetAddress address(String local) {
    InternetAddress address = new InternetAddress();
    address.setAddress(local + "@server.example");
    return address;
  }

  static MimeMessage text(Session session, String subject, String text, String charset)
      throws MessagingException {
    MimeMessage message = empty(session);
    message.setSubject(subject, charset);
    message.setText(text, charset);
    message.saveChanges();
    return message;
  }

  static MimeMessage eightBit(Session session, String text) throws MessagingException {
    MimeMessage message = empty(session);
    message.setSubject("8 bit");
    message.setText(text, "ISO-8859-1");
    message.setHeader("Content-Transfer-Encoding", "8bit");
    message.saveChanges();
    return message;
  }

  static MimeMessage withAttachment(Session session, int octets) throws MessagingException {
    byte[] attachment = new byte[octets];
    new Random(1).nextBytes(attachment);
    MimeBodyPart text = new MimeBodyPart();
    text.setText("see attachment\r\n.\r\nstill here", StandardCharsets.UTF_8.name());
    MimeBodyPart file = new MimeBodyPart();
    file.setDataHandler(
        new DataHandler(new ByteArrayDataSource(attachment, "application/octet-stream")));
    file.setFileName("random.bin");
    MimeMessage message = empty(session);
    message.setSubject("attachment");
    message.setContent(new MimeMultipart(text, file));
    message.saveChanges();
    return message;
  }

  private static MimeMessage empty(Session session) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(address("sender"));
    message.setRecipient(Message.RecipientType.TO, address("user"));
    return message;
  }
}
