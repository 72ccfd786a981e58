package io.fivefaces.channel;

import io.fivefaces.domain.BounceAddress;
import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.ConversationId;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.InviteId;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.Language;
import io.fivefaces.domain.Settings;
import io.fivefaces.domain.Survey;
import io.fivefaces.domain.UnsubscribeToken;
import io.fivefaces.domain.Workspace;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What all mail of this service has in common: who sends it, where it bounces to, how it is unsubscribed from. */
public final class Letterhead {

  /** What stands for a token in the links of a test mail. */
  public static final String TEST = "test";

  private static final int RANDOM_BYTES = 8;
  /** What needs no escaping behind {@code mailto:}. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");

  private final EmailAddress sender;
  private final Optional<EmailAddress> bounces;
  private final String baseUrl;
  private final Keyring keys;

  /**
   * A letterhead.
   *
   * @param sender the From address of workspaces that chose none
   * @param bounces the mailbox that bounces go to, or empty where they go to the sender
   * @param baseUrl what links begin with
   */
  public Letterhead(
      EmailAddress sender, Optional<EmailAddress> bounces, String baseUrl, Keyring keys) {
    this.sender = sender;
    this.bounces = bounces;
    this.baseUrl = baseUrl;
    this.keys = keys;
  }

  /** The From address under these settings. */
  public EmailAddress sender(Settings settings) {
    return EmailAddress.parse(settings.senderEmail()).orElse(sender);
  }

  /** The mail of a survey; the same survey makes the same mail. */
  public Mail mail(Survey survey) {
    var from = sender(survey.settings());
    var invite = survey.invite();
    var reference = invite.workspace() + "." + invite.number() + "." + survey.epoch();
    var unsubscribe = baseUrl + "/u/" + new UnsubscribeToken(invite).sign(keys);
    var headers = headers(survey.settings(), unsubscribe);
    headers.put("X-Fivefaces-Invite", reference);
    // Postmark gives mails an id of its own; this it tells again in its reports
    headers.put("X-PM-Metadata-fivefaces-invite", reference);
    return SurveyMail.of(
        survey,
        new Postage(
            from,
            BounceAddress.of(bounces.orElse(from), invite, survey.epoch(), keys),
            messageId(reference, from),
            headers,
            unsubscribe));
  }

  /** What a customer would get of this kind under these settings. It belongs to no invite, and its links change nothing. */
  public Mail sample(Workspace workspace, Settings settings, Kind kind, EmailAddress to) {
    var from = sender(settings);
    var unsubscribe = baseUrl + "/u/" + TEST;
    var nonce = HexFormat.of().formatHex(keys.random(RANDOM_BYTES));
    var survey = new Survey(
        new InviteId(workspace.id(), 0),
        kind,
        new ConversationId(workspace.id(), 0, TEST),
        0,
        ChannelName.EMAIL,
        workspace.name(),
        settings,
        Language.of(settings.locale()).orElse(Language.ENGLISH),
        to,
        "Ada",
        "Invoice 88",
        "Bo",
        baseUrl + "/s/" + TEST,
        null,
        null);
    return SurveyMail.of(
        survey,
        new Postage(
            from,
            bounces.orElse(from),
            messageId(TEST + "." + workspace.id() + "." + nonce, from),
            headers(settings, unsubscribe),
            unsubscribe));
  }

  private static String messageId(String reference, EmailAddress from) {
    return "<" + reference + "@" + from.domain() + ">";
  }

  /** A mail to unsubscribe makes sense where a workspace chose a sender, whose mail somebody reads. */
  private static Map<String, String> headers(Settings settings, String unsubscribe) {
    var readers = EmailAddress.parse(settings.senderEmail())
        .map(EmailAddress::text)
        .filter(address -> PLAIN.matcher(address).matches());
    var headers = new LinkedHashMap<String, String>();
    headers.put("Auto-Submitted", "auto-generated");
    headers.put(
        "List-Unsubscribe",
        "<" + unsubscribe + ">"
            + readers
                .map(address -> ", <mailto:" + address + "?subject=Unsubscribe>")
                .orElse(""));
    headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    return headers;
  }
}
