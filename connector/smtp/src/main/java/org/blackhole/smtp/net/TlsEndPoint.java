// SPDX-License-Identifier: Apache-2.0
package org.blackhole.smtp.net;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackhole.smtp.api.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * The channel binding {@code tls-server-end-point} (RFC 5929 4): the hash of the server's
 * certificate, by the hash of the algorithm that it is signed with.
 */
final class TlsEndPoint {

  private static final Pattern HASH_WITH_KEY = Pattern.compile("(SHA3-|SHA-?|MD)([0-9/]+)WITH.+");

  private TlsEndPoint() {}

  /** Null where the RFC defines none: the signature has no hash of its own, or it is not known. */
  static @Nullable ChannelBinding of(X509Certificate certificate) {
    try {
      String hash = hash(certificate);
      if (hash == null) {
        return null;
      }
      byte[] digest = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
      return new ChannelBinding(ChannelBinding.SERVER_END_POINT, digest);
    } catch (GeneralSecurityException | IOException unknown) {
      return null;
    }
  }

  private static @Nullable String hash(X509Certificate certificate)
      throws GeneralSecurityException, IOException {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.equals("RSASSA-PSS")) {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(certificate.getSigAlgParams());
      return strong(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    }
    Matcher matcher = HASH_WITH_KEY.matcher(algorithm);
    if (!matcher.matches()) {
      return null;
    }
    return switch (matcher.group(1)) {
      case "MD" -> strong("MD" + matcher.group(2));
      case "SHA3-" -> "SHA3-" + matcher.group(2);
      default -> strong("SHA-" + matcher.group(2));
    };
  }

  private static String strong(String hash) {
    return hash.equals("MD5") || hash.equals("SHA-1") ? "SHA-256" : hash;
  }
}
