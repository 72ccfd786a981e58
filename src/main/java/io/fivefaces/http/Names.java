package io.fivefaces.http;

import io.fivefaces.domain.EmailAddress;
import java.util.regex.Pattern;

/** Names that people give to things, and the addresses of people. */
final class Names {

  private static final int LONGEST = 100;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

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

  /** The address; refuses what is none. */
  static EmailAddress address(String field, String address) {
    return EmailAddress.parse(address)
        .orElseThrow(
            () -> Problem.badRequest("'" + field + "' is an address such as ada@example.com."));
  }

  /** The slug; refuses what does not fit into an address. */
  static String slug(String field, String slug) {
    if (slug == null || !SLUG.matcher(slug).matches()) {
      throw Problem.badRequest("'" + field
          + "' has 1 to 63 lower-case letters, digits and hyphens, such as acme-support.");
    }
    return slug;
  }
}
