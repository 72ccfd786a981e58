package io.fivefaces.channel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text from outside made fit for a mail's headers: one line, nothing invisible, and ASCII on the wire (RFC 2047). */
final class HeaderText {

  private static final int LINE = 76;
  private static final String OPEN = "=?UTF-8?B?";
  private static final String CLOSE = "?=";
  private static final String FOLD = "\r\n ";

  private HeaderText() {}

  /**
   * The text on one line: breaks and other controls become a space, and what steers direction or hides is left out.
   * Joiners stay, because emoji and several scripts need them.
   */
  static String clean(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints().forEach(point -> {
      if (breaks(point)) {
        line.append(' ');
      } else if (!hides(point)) {
        line.appendCodePoint(point);
      }
    });
    return line.toString().replaceAll("\\p{Zs}+", " ").strip();
  }

  /** The text cut to a number of characters, with an ellipsis where something is missing. */
  static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
            .strip()
        + "…";
  }

  /** A header's value for a free text: as it is where that is safe, else in encoded words. */
  static String unstructured(String header, String text) {
    int used = header.length() + 2;
    return isPlain(text) && used + text.length() <= LINE ? text : encoded(used, text);
  }

  /** A header's value for a named address. */
  static String mailbox(String header, String name, String address) {
    int used = header.length() + 2;
    if (name.isEmpty()) {
      return address;
    }
    var quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return isPlain(name) && used + quoted.length() <= LINE
        ? quoted + (used + quoted.length() + address.length() + 3 <= LINE ? " " : FOLD) + "<"
            + address + ">"
        : encoded(used, name) + FOLD + "<" + address + ">";
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~') && !text.contains("=?");
  }

  private static String encoded(int used, String text) {
    var words = new StringBuilder(OPEN);
    var word = new StringBuilder();
    int room = room(used);
    for (int point : text.codePoints().toArray()) {
      var next = Character.toString(point);
      if (bytes(word + next).length > room) {
        words.append(base64(word)).append(CLOSE).append(FOLD).append(OPEN);
        word.setLength(0);
        room = room(1);
      }
      word.append(next);
    }
    return words.append(base64(word)).append(CLOSE).toString();
  }

  /** How many bytes fit into an encoded word (75 characters at most) on a line of which some is used. */
  private static int room(int used) {
    return (Math.min(LINE - used, 75) - OPEN.length() - CLOSE.length()) / 4 * 3;
  }

  private static String base64(CharSequence word) {
    return Base64.getEncoder().encodeToString(bytes(word));
  }

  private static byte[] bytes(CharSequence word) {
    return word.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean breaks(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean hides(int point) {
    return switch (Character.getType(point)) {
      case Character.SURROGATE -> true;
      case Character.FORMAT -> point != 0x200c && point != 0x200d && !isTag(point);
      default -> false;
    };
  }

  /** The tags that spell the flags of Scotland and its neighbours. */
  private static boolean isTag(int point) {
    return point >= 0xe0020 && point <= 0xe007f;
  }
}
