package io.fivefaces.source;

import io.fivefaces.json.JsonException;
import java.util.List;
import java.util.Objects;

/** Texts of the outside as we keep them. */
public final class Texts {

  private static final int REF = 200;
  private static final int LINE = 500;
  private static final int MOST_TAGS = 50;

  private Texts() {}

  /**
   * A reference: taken exactly or not at all; a blank one refers to nothing.
   *
   * @throws JsonException when it is longer than 200 characters or has a NUL
   */
  static String ref(String field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > REF) {
      throw new JsonException("'" + field + "' has more than " + REF + " characters");
    }
    if (value.indexOf(0) >= 0) {
      throw new JsonException("'" + field + "' has a NUL character");
    }
    return value;
  }

  /** A text for people: control characters become spaces, and what is longer than 500 characters is cut. */
  public static String line(String value) {
    if (value == null) {
      return null;
    }
    var line = (isLine(value) ? value : asLine(value)).strip();
    return line.isEmpty() ? null : line;
  }

  private static boolean isLine(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return false;
      }
    }
    return value.length() <= LINE;
  }

  private static String asLine(String value) {
    return value
        .codePoints()
        .limit(LINE)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Tags as we keep them: 50 of them; null says nothing. */
  static List<String> tags(List<String> values) {
    return values == null
        ? null
        : values.stream()
            .map(Texts::line)
            .filter(Objects::nonNull)
            .limit(MOST_TAGS)
            .toList();
  }
}
