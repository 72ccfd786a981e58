package io.fivefaces.domain;

import java.util.Base64;

/** Bytes as text that needs no escaping in a URL, each in one spelling only. */
final class Base64Url {

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes of a text in its one canonical spelling; no bytes for any other or longer text. */
  static byte[] decode(String text, int longest) {
    if (text.length() > longest) {
      return new byte[0];
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
