package io.fivefaces.feedback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A mail, a part of one, or a group of fields that looks like a mail's head: as much of MIME as a delivery report needs,
 * read from lines and never failing.
 */
final class MailPart {

  private static final int MOST = 50;
  private static final Pattern FOLD = Pattern.compile("\n[ \t]+");
  private static final Pattern BOUNDARY = Pattern.compile(
      "boundary=(?:\"([^\"\n]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> headers = new HashMap<>();
  private final String body;

  private MailPart(String text) {
    int end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
    var head = end < 0 ? text : text.substring(0, end);
    body = end < 0 ? "" : text.substring(end).replaceFirst("^\n{1,2}", "");
    FOLD.matcher(head).replaceAll(" ").lines().forEach(line -> {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    });
  }

  /** The mail that these bytes are. */
  static MailPart of(byte[] mail) {
    return new MailPart(new String(mail, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
  }

  /** The first header of this name in lower case, or empty text. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Whether its type is this one. */
  boolean isOf(String type) {
    return header("content-type").toLowerCase(Locale.ROOT).startsWith(type);
  }

  /** The parts of a mail that has several, 50 at most. */
  List<MailPart> parts() {
    var boundary = BOUNDARY.matcher(header("content-type"));
    if (!isOf("multipart/") || !boundary.find()) {
      return List.of();
    }
    var line = "\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    return Arrays.stream(("\n" + body).split(Pattern.quote(line), MOST + 2))
        .skip(1)
        .filter(part -> part.startsWith("\n"))
        .limit(MOST)
        .map(part -> new MailPart(part.substring(1)))
        .toList();
  }

  /** The groups of fields that empty lines part, 50 at most. */
  List<MailPart> groups() {
    return Arrays.stream(body.split("\n\n+", MOST + 1))
        .limit(MOST)
        .map(MailPart::new)
        .toList();
  }
}
