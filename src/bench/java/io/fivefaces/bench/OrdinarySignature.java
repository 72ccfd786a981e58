package io.fivefaces.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Standard Webhooks, verified in constant time. */
final class OrdinarySignature {

  private static final int TOLERANCE_SECONDS = 300;

  private OrdinarySignature() {}

  static boolean isAuthentic(String secret, MultiMap headers, Buffer body) {
    var id = headers.get("webhook-id");
    var timestamp = headers.get("webhook-timestamp");
    var signatures = headers.get("webhook-signature");
    if (id == null || signatures == null || !isFresh(timestamp)) {
      return false;
    }
    var expected = bytes(new Signer(secret).sign(id, timestamp, body.getBytes()));
    for (var one : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, bytes(one))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFresh(String timestamp) {
    try {
      return Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp))
          <= TOLERANCE_SECONDS;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
