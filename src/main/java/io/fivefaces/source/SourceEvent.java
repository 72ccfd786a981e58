package io.fivefaces.source;

import io.fivefaces.domain.Keyring;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One event of a webhook.
 *
 * @param id the key that deduplicates it within its source
 * @param payload its own bytes, from which {@link Source#read} tells what it means
 */
public record SourceEvent(String id, byte[] payload) {

  private static final int LONGEST_ID = 200;

  /**
   * An event by the key that its system gave it; where there is none, or none that can be kept, by a SHA-256 of the
   * key and the payload.
   *
   * @param key null where the system gave none
   */
  public static SourceEvent of(String key, byte[] payload) {
    boolean fits = key != null
        && !key.isBlank()
        && key.length() <= LONGEST_ID
        && key.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalf(c));
    return new SourceEvent(fits ? key : digest(key == null ? "" : key, payload), payload);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String digest(String key, byte[] payload) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(Keyring.utf8(key));
      return "sha256:" + HexFormat.of().formatHex(digest.digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
