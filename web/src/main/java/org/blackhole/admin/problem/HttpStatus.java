// SPDX-License-Identifier: Apache-2.0
package org.blackhole.admin.problem;

import jakarta.ws.rs.core.Response.Status;

/** The words that go with a status (RFC 9110 15) when nobody has said anything better. */
final class HttpStatus {

  private HttpStatus() {}

  static String title(int status) {
    return switch (status) {
      case 422 -> "Unprocessable Content";
      case 413 -> "Content Too Large";
      case 421 -> "Misdirected Request";
      default -> {
        Status known = Status.fromStatusCode(status);
        yield known == null ? "Status " + status : known.getReasonPhrase();
      }
    };
  }

  static String detail(int status) {
    return switch (status) {
      case 400 -> "The request cannot be read.";
      case 401 -> "Log in with the name and password of an account.";
      case 403 -> "This account may not do that.";
      case 404 -> "There is nothing here.";
      case 405 -> "This resource does not know the method; Allow has those it knows.";
      case 406 -> "The request's Accept header does not take the type of the answer.";
      case 408 -> "The request did not come to its end in time.";
      case 413 -> "The body is too large.";
      case 415 -> "The body has to be JSON, with Content-Type: application/json.";
      case 421 -> "This server does not answer to the name in Host.";
      case 501 -> "The server does not know the method.";
      default ->
          status >= 500
              ? "Something went wrong on the server; its log has more."
              : "The request cannot be carried out.";
    };
  }
}
