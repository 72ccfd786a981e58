package io.fivefaces.domain;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a workspace's owners and admins may choose. A new setting is one more component here, with its default.
 *
 * @param csatEnabled the master switch
 * @param npsEnabled whether customers are asked about the company once a quarter
 * @param requireAgentReply ask only where one of ours wrote
 * @param subjectTemplate the mail's subject; blank means the default
 * @param introTemplate the mail's first sentence; blank means the default
 * @param brandColor the colour of buttons and lines, as #rrggbb
 * @param logoUrl an https address of a picture, or blank
 * @param senderName the name in From; blank means the workspace's
 * @param senderEmail the address in From; blank means the server's
 * @param locale the language of customers who gave none
 * @param slackRespondents whose tap in Slack counts
 * @param npsSpreadDays over how many days a quarter's customers are asked; 0 asks all at once
 * @param npsSubjectTemplate the subject of the mail that asks for NPS; blank means the default
 * @param npsIntroTemplate its first sentence; blank means the default
 * @param contactGapDays how many days must lie between any two surveys of one customer; 0 for none
 * @param contactGapForCsat whether that holds before a CSAT survey too
 */
public record Settings(
    boolean csatEnabled,
    boolean csatEmailEnabled,
    boolean csatChatEnabled,
    boolean csatSlackEnabled,
    boolean npsEnabled,
    Trigger trigger,
    SendDelay sendDelay,
    boolean requireAgentReply,
    String subjectTemplate,
    String introTemplate,
    String brandColor,
    String logoUrl,
    String senderName,
    String senderEmail,
    String locale,
    SlackRespondents slackRespondents,
    int npsSpreadDays,
    String npsSubjectTemplate,
    String npsIntroTemplate,
    int contactGapDays,
    boolean contactGapForCsat) {

  private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");
  private static final Pattern LOGO = Pattern.compile("https://[^\\s\"'<>]{1,500}");

  /** A new workspace's settings: everything off. */
  public static final Settings DEFAULT = new Settings(
      false,
      false,
      false,
      false,
      false,
      Trigger.CLOSED,
      SendDelay.IMMEDIATELY,
      false,
      "",
      "",
      "#2f6f5e",
      "",
      "",
      "",
      "en",
      SlackRespondents.ANYONE,
      14,
      "",
      "",
      7,
      false);

  /** Refuses, with a sentence that names the setting, what could not be used later. */
  public Settings {
    Objects.requireNonNull(trigger, "trigger is 'closed' or 'resolved'");
    Objects.requireNonNull(sendDelay, "send_delay is 'immediately', '1h', '24h' or '3d'");
    line("subject_template", subjectTemplate, 300);
    text("intro_template", introTemplate, 2000);
    line("nps_subject_template", npsSubjectTemplate, 300);
    text("nps_intro_template", npsIntroTemplate, 2000);
    days("nps_spread_days", npsSpreadDays, 60);
    days("contact_gap_days", contactGapDays, 90);
    line("sender_name", senderName, 100);
    Objects.requireNonNull(brandColor, "brand_color is a text");
    Objects.requireNonNull(logoUrl, "logo_url is a text");
    Objects.requireNonNull(senderEmail, "sender_email is a text");
    Objects.requireNonNull(slackRespondents, "slack_respondents is 'anyone' or 'requester'");
    Objects.requireNonNull(locale, "locale is a text");
    check(
        Language.of(locale).isPresent(),
        "locale is one of " + Language.tags() + ", with or without a region");
    check(COLOR.matcher(brandColor).matches(), "brand_color is a colour such as #2f6f5e");
    check(
        logoUrl.isEmpty() || LOGO.matcher(logoUrl).matches(),
        "logo_url is an https address or empty");
    check(
        senderEmail.isEmpty() || EmailAddress.parse(senderEmail).isPresent(),
        "sender_email is an email address or empty");
  }

  /** Whether surveys on this channel are switched on; the master switch is another matter. */
  public boolean allows(ChannelName channel) {
    return switch (channel) {
      case EMAIL -> csatEmailEnabled;
      case CHAT -> csatChatEnabled;
      case SLACK -> csatSlackEnabled;
    };
  }

  /** The subject of this kind's mail; blank means the default. */
  public String subjectTemplate(Kind kind) {
    return kind == Kind.NPS ? npsSubjectTemplate : subjectTemplate;
  }

  /** The first sentence of this kind's mail; blank means the default. */
  public String introTemplate(Kind kind) {
    return kind == Kind.NPS ? npsIntroTemplate : introTemplate;
  }

  private static void line(String name, String value, int longest) {
    text(name, value, longest);
    check(value.chars().noneMatch(c -> c == '\n' || c == '\r'), name + " is one line");
  }

  private static void text(String name, String value, int longest) {
    Objects.requireNonNull(value, name + " is a text");
    check(value.length() <= longest, name + " has at most " + longest + " characters");
    check(value.indexOf(0) < 0, name + " has no NUL character");
  }

  private static void days(String name, int value, int most) {
    check(value >= 0 && value <= most, name + " is a number of days from 0 to " + most);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
