// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.badges;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.blackhole.admin.access.OpenPaths;
import org.blackhole.admin.files.IfNoneMatch;
import org.blackhole.admin.metrics.Rates;
import org.blackhole.admin.problem.Problem;
import org.blackhole.admin.problem.ProblemException;
import org.blackhole.journal.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /badges/….svg}: counts since the start, and how many messages come per second. Who
 * may ask is settled before, see {@link OpenPaths}.
 */
public final class BadgeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST_LABEL = 64;

  private final transient Statistics statistics;
  private final transient Rates rates;
  private final transient OpenPaths open;

  @Inject
  public BadgeServlet(Statistics statistics, Rates rates, OpenPaths open) {
    this.statistics = statistics;
    this.rates = rates;
    this.open = open;
  }

  /** GET and HEAD: what else there is does not get this far. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response);
    } catch (ProblemException e) {
      e.problem().send(response, request.getRequestURI());
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] image = badge(request).svg().getBytes(StandardCharsets.UTF_8);
    String tag = tag(image);
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", "max-age=10");
    if (open.showsBadgesToAll()) {
      // Pages of other sites are what they are for.
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (IfNoneMatch.has(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType("image/svg+xml;charset=utf-8");
    response.setContentLength(image.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(image);
    }
    response.flushBuffer();
  }

  private Badge badge(HttpServletRequest request) {
    String name = Objects.requireNonNullElse(request.getPathInfo(), "");
    String value =
        switch (name) {
          case "/messages.svg" -> Amount.count(statistics.totals().total().messages());
          case "/sessions.svg" -> Amount.count(statistics.totals().total().sessions());
          case "/octets.svg" -> Amount.octets(statistics.totals().total().octetsIn());
          case "/rate.svg" -> Amount.rate(rates.now().messages());
          default -> throw new ProblemException(Problem.of(404));
        };
    String plain = name.equals("/rate.svg") ? "messages" : name.substring(1, name.length() - 4);
    return new Badge(
        label(request.getParameter("label"), plain), value, colour(request.getParameter("colour")));
  }

  private static String label(@Nullable String given, String otherwise) {
    if (given == null) {
      return otherwise;
    }
    String label = given.strip();
    if (label.isEmpty()
        || label.codePointCount(0, label.length()) > LONGEST_LABEL
        || !label.codePoints().allMatch(BadgeServlet::isVisible)) {
      throw ProblemException.unreadableParameter(
          "label", "has to be 1 to " + LONGEST_LABEL + " characters that can be seen");
    }
    return label;
  }

  /** Neither what XML cannot hold, nor what turns the order of a text round. */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static Colour colour(@Nullable String given) {
    return given == null
        ? Colour.DEFAULT
        : Colour.of(given)
            .orElseThrow(
                () ->
                    ProblemException.unreadableParameter(
                        "colour", "has to be a name such as green or red, or rgb or rrggbb"));
  }

  /** RFC 9110 8.8.3. */
  private static String tag(byte[] image) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(image);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
