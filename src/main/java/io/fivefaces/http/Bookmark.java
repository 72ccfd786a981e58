package io.fivefaces.http;

import io.fivefaces.domain.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.function.BiFunction;

/** Where a page of a list by time ended: the moment of its last item, and what tells that from others of the same moment. */
final class Bookmark {

  private Bookmark() {}

  /** The text that clients give back. */
  static String text(Instant at, Object item) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + "/" + item).getBytes(StandardCharsets.UTF_8));
  }

  /** The place in a text, made of the moment and the item; refuses a text of which none can be made. */
  static <P> P parse(String text, BiFunction<Instant, String, P> place) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      var parts = plain.split("/", 2);
      var at = Timestamps.parse(parts[0]).orElseThrow(IllegalArgumentException::new);
      return place.apply(at, parts[1]);
    } catch (RuntimeException e) {
      throw Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
    }
  }
}
