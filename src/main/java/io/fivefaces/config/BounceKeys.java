package io.fivefaces.config;

import io.fivefaces.config.Config.Bounces;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the keys by which mail services prove what they tell. */
final class BounceKeys {

  static final List<String> KEYS = List.of(
      "bounces.ses.topics",
      "bounces.sendgrid.public.key",
      "bounces.postmark.password",
      "bounces.mailgun.signing.key",
      "bounces.dsn.key");

  private static final Pattern TOPIC =
      Pattern.compile("arn:aws[a-z-]{0,20}:sns:[a-z0-9-]{3,32}:[0-9]{12}:[A-Za-z0-9_-]{1,256}");
  private static final int SHORTEST = 16;

  private BounceKeys() {}

  /** These keys' values, checked. */
  static Bounces of(Function<String, Optional<String>> values) {
    return new Bounces(
        values.apply(KEYS.get(0)).map(BounceKeys::topics).orElse(List.of()),
        values.apply(KEYS.get(1)).map(BounceKeys::ellipticKey),
        values.apply(KEYS.get(2)).map(BounceKeys::login),
        values.apply(KEYS.get(3)).map(BounceKeys::signingKey),
        values.apply(KEYS.get(4)).map(BounceKeys::dsnKey));
  }

  private static List<String> topics(String text) {
    var topics = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (!topics.stream().allMatch(topic -> TOPIC.matcher(topic).matches())) {
      throw ConfigReader.wrong(
          KEYS.get(0),
          "the ARNs of SNS topics, separated by commas,"
              + " such as arn:aws:sns:eu-west-1:123456789012:bounces");
    }
    return topics;
  }

  private static String ellipticKey(String text) {
    try {
      KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
      return text;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw ConfigReader.wrong(KEYS.get(1), "the verification key that SendGrid shows");
    }
  }

  private static String login(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.length() - colon - 1 < SHORTEST) {
      throw ConfigReader.wrong(
          KEYS.get(2), "user:password with a password of at least 16 characters");
    }
    return text;
  }

  private static String dsnKey(String text) {
    if (text.length() < SHORTEST) {
      throw ConfigReader.wrong(
          KEYS.get(4), "at least 16 characters, such as the output of 'openssl rand -hex 32'");
    }
    return text;
  }

  private static String signingKey(String text) {
    if (text.length() < SHORTEST) {
      throw ConfigReader.wrong(KEYS.get(3), "the HTTP webhook signing key that Mailgun shows");
    }
    return text;
  }
}
