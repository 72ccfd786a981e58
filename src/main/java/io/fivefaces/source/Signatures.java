package io.fivefaces.source;

import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Timestamps;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The signature schemes of chat systems, over raw bytes and in constant time. */
public final class Signatures {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern SPACES = Pattern.compile(" +");
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_SIGNATURES = 10;

  private Signatures() {}

  /**
   * Standard Webhooks (standardwebhooks.com): {@code webhook-signature} holds, separated by spaces, {@code v1,} and the
   * base64 HMAC-SHA256 of {@code id.timestamp.body}; at most 5 minutes old or ahead.
   */
  public static boolean isStandard(Webhook webhook, List<String> secrets, Instant now) {
    var id = webhook.header().apply("webhook-id");
    var timestamp = webhook.header().apply("webhook-timestamp");
    var signatures = webhook.header().apply("webhook-signature");
    if (id == null || id.isEmpty() || signatures == null || !isFreshSeconds(timestamp, now)) {
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

  /**
   * Whether a signature is the HMAC of these parts by one of the secrets, each of which may be several with spaces
   * between, for systems that sign by more than one.
   *
   * @param prefix what stands before the signature, such as {@code sha256=}
   * @param encoding of the signature
   */
  static boolean isHmac(
      String given,
      String prefix,
      Encoding encoding,
      Hmac algorithm,
      List<String> secrets,
      byte[]... parts) {
    return given != null
        && secrets.stream()
            .flatMap(SPACES::splitAsStream)
            .map(secret -> algorithm.of(Keyring.utf8(secret), parts))
            .anyMatch(hmac -> isEqual(prefix + encoding.of(hmac), given));
  }

  /** How the bytes of a signature are written. */
  enum Encoding {
    HEX,
    BASE64;

    private String of(byte[] bytes) {
      return switch (this) {
        case HEX -> HexFormat.of().formatHex(bytes);
        case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      };
    }
  }

  /** Whether a base64 signature was made over these bytes with one of the RSA keys, by SHA-256 and PKCS#1 v1.5. */
  static boolean isRsa(String given, List<String> publicKeys, byte[] body) {
    if (given == null) {
      return false;
    }
    try {
      var bytes = Base64.getDecoder().decode(given.strip());
      for (var pem : publicKeys) {
        var key = publicKey(pem);
        if (key.isPresent()) {
          var signature = Signature.getInstance("SHA256withRSA");
          signature.initVerify(key.get());
          signature.update(body);
          if (signature.verify(bytes)) {
            return true;
          }
        }
      }
      return false;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The RSA key in this PEM, with or without its first and last line; empty where there is none. */
  static Optional<PublicKey> publicKey(String pem) {
    try {
      var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
      return der.length == 0 ? Optional.empty() : Optional.of(key);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a time in seconds, as text, is at most 5 minutes from now. */
  public static boolean isFreshSeconds(String seconds, Instant now) {
    return seconds != null
        && NUMBER.matcher(seconds).matches()
        && isFresh(Instant.ofEpochSecond(Long.parseLong(seconds)), now);
  }

  /** Whether a time in milliseconds, as text, is at most 5 minutes from now. */
  static boolean isFreshMillis(String millis, Instant now) {
    return millis != null
        && NUMBER.matcher(millis).matches()
        && isFresh(Instant.ofEpochMilli(Long.parseLong(millis)), now);
  }

  /** Whether a time in ISO 8601 is at most 5 minutes from now. */
  static boolean isFreshIso(String time, Instant now) {
    return time != null && Timestamps.parse(time).filter(at -> isFresh(at, now)).isPresent();
  }

  private static boolean isFresh(Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
  }

  private static String sign(String secret, byte[] prefix, byte[] body) {
    var key = Base64.getDecoder().decode(secret.substring(Secrets.STANDARD_PREFIX.length()));
    return "v1," + Base64.getEncoder().encodeToString(Hmac.SHA256.of(key, prefix, body));
  }

  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(Keyring.utf8(expected), Keyring.utf8(given));
  }
}
