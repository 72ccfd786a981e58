package io.fivefaces.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a webhook goes.
 *
 * @param host a name, or an address as a dotted quad or as IPv6 without brackets
 * @param target path and query
 */
public record WebhookUrl(String text, boolean encrypted, String host, int port, String target) {

  /** What a text turned out to be. */
  public sealed interface Reading {
    record Usable(WebhookUrl url) implements Reading {}

    /** The reason is a sentence for whoever typed it. */
    record Refused(String reason) implements Reading {}
  }

  public static final int LONGEST = 2000;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern NAME = Pattern.compile(
      "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");
  /** What other programs read as a number: such a host is an address in disguise. */
  private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final String EXAMPLE = "such as https://example.com/webhooks";

  /**
   * Reads a text that a person or program gave as an endpoint's address. A name is resolved and checked again before
   * every attempt, so a usable text may still be refused then.
   */
  public static Reading read(String text, Addresses addresses) {
    if (text.length() > LONGEST) {
      return new Reading.Refused("The URL is longer than " + LONGEST + " characters.");
    }
    if (!PRINTABLE.matcher(text).matches()) {
      return new Reading.Refused("Write the URL in ASCII without spaces, " + EXAMPLE
          + "; a name in another script in its xn-- form.");
    }
    try {
      return read(text, new URI(text), addresses);
    } catch (URISyntaxException e) {
      return new Reading.Refused("This is not a URL. Give one " + EXAMPLE + ".");
    }
  }

  private static Reading read(String text, URI uri, Addresses addresses) {
    boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
    if (!encrypted && !"http".equalsIgnoreCase(uri.getScheme())) {
      return new Reading.Refused("The URL begins with https://, " + EXAMPLE + ".");
    }
    if (uri.getRawUserInfo() != null
        || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
      return new Reading.Refused(
          "Leave user and password out of the URL. The signature shows who sends.");
    }
    if (uri.getRawFragment() != null) {
      return new Reading.Refused("Leave out what follows the #; it is never sent.");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      return new Reading.Refused(
          "The URL names no host and port to reach. Give one " + EXAMPLE + ".");
    }
    var host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return hostRefusal(host, encrypted, addresses)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() -> new Reading.Usable(new WebhookUrl(
            text,
            encrypted,
            host,
            uri.getPort() > 0 ? uri.getPort() : encrypted ? 443 : 80,
            target(uri))));
  }

  private static Optional<String> hostRefusal(String host, boolean encrypted, Addresses addresses) {
    var literal = Network.literal(host);
    if (literal.isEmpty()
        && (!NAME.matcher(host).matches() || NUMERIC.matcher(host).matches())) {
      return Optional.of(
          "Give the host as a name, as four numbers from 0 to 255, or as IPv6 in brackets.");
    }
    if (!encrypted && !addresses.areAnyAllowed()) {
      return Optional.of(
          "The URL begins with https://; http:// goes only to addresses that the operator allows.");
    }
    if (literal.isPresent() && !addresses.mayReach(literal.get(), encrypted)) {
      return Optional.of(
          encrypted
              ? "This address is not in the public internet. The operator can allow it with FIVEFACES_WEBHOOK_ALLOW."
              : "http:// goes only to addresses that the operator allows with FIVEFACES_WEBHOOK_ALLOW. Use https://.");
    }
    return Optional.empty();
  }

  /** Path and query, as a request line carries them. */
  private static String target(URI uri) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
