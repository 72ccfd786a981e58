package io.fivefaces.source;

import io.fivefaces.domain.Keyring;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The signature schemes of chat systems, over raw bytes and in constant time. */
public final class Signatures {

  private static final String SECRET_PREFIX = "whsec_";
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_SIGNATURES = 10;
  private static final int SECRET_BYTES = 32;

  private Signatures() {}

  /**
   * Standard Webhooks (standardwebhooks.com): {@code webhook-signature} holds, separated by spaces, {@code v1,} and the
   * base64 HMAC-SHA256 of {@code id.timestamp.body}; at most 5 minutes old or ahead.
   */
  public static boolean isStandard(Webhook webhook, List<String> secrets, Instant now) {
    var id = webhook.header().apply("webhook-id");
    var timestamp = webhook.header().apply("webhook-timestamp");
    var signatures = webhook.header().apply("webhook-signature");
    if (id == null
        || id.isEmpty()
        || timestamp == null
        || signatures == null
        || !isFresh(timestamp, now)) {
      return false;
    }
    var prefix = Keyring.utf8(id + "." + timestamp + ".");
    var given = signatures.split(" ", MOST_SIGNATURES + 1);
    return given.length <= MOST_SIGNATURES
        && secrets.stream()
            .map(secret -> sign(secret, prefix, webhook.body()))
            .anyMatch(expected -> Arrays.stream(given).anyMatch(one -> isEqual(expected, one)));
  }

  /** The Standard Webhooks signature of a message, as its header carries it. */
  public static String standard(String secret, String id, String timestamp, byte[] body) {
    return sign(secret, Keyring.utf8(id + "." + timestamp + "."), body);
  }

  /** A new secret: {@code whsec_} and the base64 of 32 random bytes. */
  public static String newSecret(Keyring keys) {
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(keys.random(SECRET_BYTES));
  }

  private static String sign(String secret, byte[] prefix, byte[] body) {
    var key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    return "v1," + Base64.getEncoder().encodeToString(Keyring.hmac(key, prefix, body));
  }

  private static boolean isFresh(String seconds, Instant now) {
    return SECONDS.matcher(seconds).matches()
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(Keyring.utf8(expected), Keyring.utf8(given));
  }
}
