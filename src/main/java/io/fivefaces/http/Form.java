package io.fivefaces.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body, without NUL characters; of a doubled field the first
 * counts.
 */
final class Form {

  private static final int MOST_FIELDS = 20;

  private final Map<String, List<String>> fields;

  private Form(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /** Reads a body; refuses one that is malformed. */
  static Form of(byte[] body) {
    try {
      var text = new String(body, StandardCharsets.UTF_8);
      return new Form(new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MOST_FIELDS, true)
          .parameters());
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("The form cannot be read.");
    }
  }

  /** Whether the form has this field. */
  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The field's value, or null. */
  String get(String name) {
    var values = fields.get(name);
    return values == null ? null : values.getFirst().replace("\0", "");
  }
}
