package peer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Standard Webhooks. */
final class Signature {

  private static final int TOLERANCE_SECONDS = 300;

  private Signature() {}

  static boolean isAuthentic(
      String secret, String id, String timestamp, String signatures, byte[] body) {
    if (!isFresh(timestamp)) {
      return false;
    }
    var expected = sign(secret, id + "." + timestamp + ".", body);
    for (var one : signatures.split(" ")) {
      if (MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.UTF_8))) {
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

  private static byte[] sign(String secret, String prefix, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(StandardCharsets.UTF_8));
      mac.update(body);
      return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal()))
          .getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
