package io.fivefaces.domain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {{variables}}}; what is no variable stays as it stands. */
public final class Template {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z_]{1,40})\\s*}}");

  private Template() {}

  /** The text with each known variable replaced once; a value that looks like a variable is not replaced again. */
  public static String fill(String template, Map<String, String> values) {
    return VARIABLE.matcher(template).replaceAll(match -> {
      var value = values.get(match.group(1));
      return Matcher.quoteReplacement(value == null ? match.group() : value);
    });
  }
}
