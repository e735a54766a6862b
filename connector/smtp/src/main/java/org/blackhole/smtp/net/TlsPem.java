// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads PEM files (RFC 7468), with errors that name the file. */
final class TlsPem {

  private TlsPem() {}

  /** All certificates, at least one. */
  static List<X509Certificate> certificates(TlsFile file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemObject block : blocks(file)) {
      if (block.getType().equals("CERTIFICATE") || block.getType().equals("X509 CERTIFICATE")) {
        try {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
        } catch (CertificateException e) {
          throw new CertificateException(
              "Certificate %d in %s is broken: %s."
                  .formatted(certificates.size() + 1, file.path(), e.getMessage()),
              e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("There is no certificate in " + file.path() + ".");
    }
    return certificates;
  }

  static List<PemObject> blocks(TlsFile file) throws IOException {
    List<PemObject> blocks = new ArrayList<>();
    String text = new String(file.read(), StandardCharsets.ISO_8859_1);
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "The %s %s is not PEM: %s.".formatted(file.role(), file.path(), e.getMessage()), e);
    }
    return blocks;
  }
}
