package io.fivefaces.feedback;

import io.fivefaces.source.Webhook;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Webhooks of a test. */
final class Signed {

  private Signed() {}

  static Webhook webhook(byte[] body, Map<String, String> headers) {
    var folded = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    folded.putAll(headers);
    return new Webhook(name -> folded.get(name.toLowerCase(Locale.ROOT)), body);
  }
}
