package io.fivefaces.config;

import io.fivefaces.config.Config.OpenId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the keys of the OpenID provider. */
final class OpenIdKeys {

  static final List<String> KEYS =
      List.of("openid.issuer", "openid.client.id", "openid.client.secret", "openid.name");

  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");
  private static final int LONGEST_NAME = 40;

  private OpenIdKeys() {}

  /** These keys' values, checked; empty where none is set. */
  static Optional<OpenId> of(Function<String, Optional<String>> values) {
    var given = KEYS.stream().map(values).toList();
    if (given.stream().allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    if (given.subList(0, 3).stream().anyMatch(Optional::isEmpty)) {
      throw new ConfigException(
          "Set openid.issuer, openid.client.id and openid.client.secret, or none of them.");
    }
    return Optional.of(new OpenId(
        issuer(given.get(0).get()),
        given.get(1).get(),
        given.get(2).get(),
        given.get(3).map(OpenIdKeys::name).orElse("single sign-on")));
  }

  /** As it is written: the provider's tokens name it by the letter. */
  private static String issuer(String text) {
    try {
      var uri = URI.create(text);
      boolean isSafe = "https".equals(uri.getScheme())
          || ("http".equals(uri.getScheme())
              && uri.getHost() != null
              && THIS_MACHINE.matcher(uri.getHost()).matches());
      if (isSafe
          && uri.getHost() != null
          && uri.getPort() <= 65_535
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // told below, for both
    }
    throw ConfigReader.wrong(KEYS.get(0), "an address such as https://login.example.com");
  }

  private static String name(String text) {
    if (text.length() > LONGEST_NAME) {
      throw ConfigReader.wrong(KEYS.get(3), "a name of at most " + LONGEST_NAME + " characters");
    }
    return text;
  }
}
