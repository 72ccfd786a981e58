package io.fivefaces.http;

/** Names that people give to things. */
final class Names {

  private static final int LONGEST = 100;

  private Names() {}

  /** The name without surrounding spaces; refuses what is empty, too long or more than one line. */
  static String of(String field, String name) {
    var stripped = name == null ? "" : name.strip();
    if (stripped.isEmpty()
        || stripped.length() > LONGEST
        || stripped.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest("'" + field + "' is one line of 1 to " + LONGEST + " characters.");
    }
    return stripped;
  }
}
