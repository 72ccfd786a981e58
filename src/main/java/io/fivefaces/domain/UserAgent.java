package io.fivefaces.domain;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Who asks for a survey's page, as far as that is remembered: no address, and of the headers only what they say of a
 * machine and a digest that means nothing outside of the survey.
 *
 * @param print the same for requests of one browser to one survey
 */
public record UserAgent(String print, Kind kind) {

  /** What the headers of a request say of who sent it. */
  public enum Kind {
    ORDINARY,
    /** Has no name; some gateways' scanners, and browsers behind some privacy proxies. */
    NAMELESS,
    /** A browser or a mail program that fetches ahead of its reader. */
    PREFETCH,
    /** Says that it is a scanner, a preview or a crawler. */
    SCANNER
  }

  /**
   * What those put into their User-Agent that fetch links without a reader, in lower case: mail gateways, makers of
   * previews and image proxies, crawlers. From their makers' pages and from the logs that senders of mail published up to
   * 2026. Most scanners that matter pretend to be a browser and are known by what they do, see {@link Suspicion}.
   */
  private static final List<String> SCANNERS = List.of(
      // mail gateways and virus scanners
      "barracuda",
      "mimecast",
      "proofpoint",
      "urldefense",
      "safelinks",
      "ciscosecureemail",
      "ironport",
      "trendmicro",
      "symantec",
      "messagelabs",
      "fireeye",
      "fortimail",
      "sophos",
      "zscaler",
      "google-safety",
      // previews of links, fetched when a message is shown or forwarded
      "bingpreview",
      "skypeuripreview",
      "slackbot",
      "slack-imgproxy",
      "facebookexternalhit",
      "twitterbot",
      "linkedinbot",
      "telegrambot",
      "discordbot",
      "whatsapp/",
      "google-read-aloud",
      "googleimageproxy",
      "yahoomailproxy",
      // crawlers; not "bot" alone, which is in the names of some phones
      "googlebot",
      "bingbot",
      "crawler",
      "spider");

  private static final int PRINT_BYTES = 9;

  /**
   * Reads the headers of a request to a survey.
   *
   * @param agent User-Agent, or null
   * @param language Accept-Language, or null
   * @param purposes Sec-Purpose, Purpose, X-Purpose and X-Moz, each null where it is absent
   */
  public static UserAgent of(
      InviteId invite, String agent, String language, List<String> purposes, Keyring keys) {
    return new UserAgent(print(invite, agent, language, keys), kind(agent, purposes));
  }

  private static Kind kind(String agent, List<String> purposes) {
    if (agent == null || agent.isBlank()) {
      return Kind.NAMELESS;
    }
    var name = agent.toLowerCase(Locale.ROOT);
    if (SCANNERS.stream().anyMatch(name::contains)) {
      return Kind.SCANNER;
    }
    return purposes.stream().anyMatch(UserAgent::isAhead) ? Kind.PREFETCH : Kind.ORDINARY;
  }

  private static boolean isAhead(String purpose) {
    return purpose.contains("prefetch")
        || purpose.contains("prerender")
        || purpose.contains("preview");
  }

  private static String print(InviteId invite, String agent, String language, Keyring keys) {
    var message = Keyring.utf8(
        "agent\0" + invite.workspace() + "\0" + invite.number() + "\0" + agent + "\0" + language);
    var digest = keys.sign(Keyring.Purpose.PAGE_VIEW, keys.keyId(), message).orElseThrow();
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, PRINT_BYTES));
  }
}
