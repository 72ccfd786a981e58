package io.fivefaces.domain;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The proof that a page speaks for a visitor: HMAC-SHA256 of the visitor's id by a secret of the source, both as UTF-8,
 * in hex. It is made on the server of whoever knows the visitor.
 */
public final class VisitorHash {

  private static final int LONGEST_ID = 200;
  private static final Pattern SHAPE = Pattern.compile("[0-9a-fA-F]{64}");

  private VisitorHash() {}

  /** The proof of a visitor by a secret, in lower case. */
  public static String of(String visitor, String secret) {
    return HexFormat.of().formatHex(mac(visitor, secret));
  }

  /** Whether a text proves the visitor by one of these secrets; compared in constant time. */
  public static boolean proves(String text, String visitor, List<String> secrets) {
    if (text == null
        || visitor == null
        || visitor.isEmpty()
        || visitor.length() > LONGEST_ID
        || visitor.indexOf(0) >= 0
        || !SHAPE.matcher(text).matches()) {
      return false;
    }
    var given = HexFormat.of().parseHex(text);
    return secrets.stream().anyMatch(secret -> MessageDigest.isEqual(given, mac(visitor, secret)));
  }

  private static byte[] mac(String visitor, String secret) {
    return Hmac.SHA256.of(Keyring.utf8(secret), Keyring.utf8(visitor));
  }
}
