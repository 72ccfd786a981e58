package io.fivefaces.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that a mail can be handed over to: the unquoted ASCII form of RFC 5321, at most 254 characters.
 *
 * @param text as it was given, without surrounding spaces
 */
public record EmailAddress(String text) {

  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern SHAPE =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+@" + LABEL + "(?:\\." + LABEL + ")++");
  private static final List<String> SYNTHETIC = List.of(".slack.local", ".invalid", ".local");

  /** The address in a text, or empty where there is none that could be written to. */
  public static Optional<EmailAddress> parse(String text) {
    if (text == null || text.length() > 300) {
      return Optional.empty();
    }
    var trimmed = text.strip();
    return trimmed.length() <= 254
            && trimmed.indexOf('@') <= 64
            && SHAPE.matcher(trimmed).matches()
        ? Optional.of(new EmailAddress(trimmed))
        : Optional.empty();
  }

  /** Whether it is a placeholder that some system made up and nobody reads. */
  public boolean isSynthetic() {
    return SYNTHETIC.stream().anyMatch(folded()::endsWith);
  }

  /** What stands behind the at sign, in lower case. */
  public String domain() {
    return folded().substring(text.indexOf('@') + 1);
  }

  /** The form by which addresses are compared and suppressed. */
  public String folded() {
    return text.toLowerCase(Locale.ROOT);
  }
}
