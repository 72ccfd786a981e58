package io.fivefaces.outbound;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What went wrong on the way to a receiver, in words for its owner and without an address. */
final class Failures {

  private Failures() {}

  static String inWords(Throwable failure) {
    return switch (failure) {
      case UnknownHostException unknown -> "The name of the host has no address.";
      case ConnectException refused ->
        "No connection: nobody listens there, or a firewall keeps us out.";
      case SSLException refused ->
        "The encrypted connection failed. Is the certificate valid for this name?";
      case NotAllowed inside -> inside.getMessage();
      case VertxException closed -> "The connection was closed before a whole answer came.";
      case IOException lost -> "The connection was lost before a whole answer came.";
      default -> "The answer could not be read as HTTP.";
    };
  }
}
