package io.fivefaces.domain;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the owner of a source chose for it, or told us of the system behind it because its webhooks do not.
 *
 * @param acceptUnsigned whether its webhooks are taken without a signature, for systems that have none
 * @param autoResolveMinutes the idle time after which the system ends conversations by itself, or null
 * @param rateLimit the most events a second, or null for the server's limit
 * @param displayName under which its surveys are posted in Slack, or null for the app's own
 * @param iconUrl an https address of the picture beside that name, or null for the app's own
 * @param allowedSites the origins, such as {@code https://shop.example}, whose pages may show the chat widget
 */
public record SourceSettings(
    boolean acceptUnsigned,
    Integer autoResolveMinutes,
    Integer rateLimit,
    String displayName,
    String iconUrl,
    List<String> allowedSites) {

  private static final Pattern ICON = Pattern.compile("https://[^\\s\"'<>\\\\]{1,500}");
  private static final int LONGEST_NAME = 80;
  private static final int YEAR_OF_MINUTES = 527_040;
  private static final int FASTEST = 1_000_000;

  /** Of a source about which nothing was said. */
  public static final SourceSettings DEFAULT =
      new SourceSettings(false, null, null, null, null, List.of());

  /** Refuses, with a sentence that names the field, what could not be used later. */
  public SourceSettings {
    check(autoResolveMinutes, YEAR_OF_MINUTES, "auto_resolve_minutes is a number of minutes");
    check(rateLimit, FASTEST, "rate_limit is a number of events a second");
    check(
        displayName == null
            || (displayName.length() <= LONGEST_NAME
                && displayName.chars().noneMatch(c -> c < ' ')),
        "display_name is one line of at most " + LONGEST_NAME + " characters");
    check(
        iconUrl == null || ICON.matcher(iconUrl).matches(),
        "icon_url is an https address or empty");
    allowedSites = List.copyOf(allowedSites);
  }

  /** The idle time after which the system ends conversations by itself, or null. */
  public Duration autoResolveAfter() {
    return autoResolveMinutes == null ? null : Duration.ofMinutes(autoResolveMinutes);
  }

  private static void check(Integer number, int most, String what) {
    check(
        number == null || (number >= 1 && number <= most),
        what + ", 1 to " + most + ", or 0 for none");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
