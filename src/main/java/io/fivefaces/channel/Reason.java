package io.fivefaces.channel;

import java.util.regex.Pattern;

/** Words for the operator about a failed mail: short, on one line, and without address, link or secret. */
final class Reason {

  private static final int LONGEST = 300;
  private static final Pattern CONTINUATION = Pattern.compile("\\R\\d{3}[ -]");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"']+@[^\\s<>\"',;]+");
  // survey tokens, encoded credentials
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_=+-]{24,}");

  private Reason() {}

  static String of(String summary, String details) {
    var joined = CONTINUATION.matcher(details == null ? "" : details).replaceAll(" ");
    var anonymous = ADDRESS.matcher(joined).replaceAll("…");
    var harmless = HeaderText.clean(SECRET.matcher(anonymous).replaceAll("…"));
    return HeaderText.shortened(harmless.isEmpty() ? summary : summary + ": " + harmless, LONGEST);
  }
}
