package io.fivefaces.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that no HTTP client would send. */
final class RawClient {

  private static final int PATIENCE_MS = 5000;

  private RawClient() {}

  /** The whole answer to this request, or empty text where the server only closed the connection. */
  static String send(String url, String request) throws IOException {
    var address = URI.create(url);
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The status of an answer, or 0 where there is none. */
  static int status(String answer) {
    return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
