package io.fivefaces.http;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180) in which a spreadsheet finds no formula: where one could begin, an apostrophe goes before it.
 * A spreadsheet may also cut a cell at a semicolon, a tab or a line break, so the same goes for what follows those.
 */
final class Csv {

  /** What a spreadsheet needs at the beginning to read UTF-8 as such. */
  static final String BYTE_ORDER_MARK = "\ufeff";

  /** A sign by which formulas begin, in any width, perhaps after spaces and what cannot be seen. */
  private static final Pattern FORMULA = Pattern.compile(
      "(^|[;\\t\\r\\n])(?=[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])");

  /** A cell that begins with a tab or a line break, which some spreadsheets skip. */
  private static final Pattern CONTROL = Pattern.compile("^(?=[\\t\\r\\n])");

  private Csv() {}

  /** A line with these cells; null is an empty one. */
  static String line(Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number.toString();
      default -> "\"" + harmless(value.toString()).replace("\"", "\"\"") + "\"";
    };
  }

  private static String harmless(String text) {
    var guarded = FORMULA.matcher(text).replaceAll("$1'");
    return CONTROL.matcher(guarded).replaceFirst("'");
  }
}
