package io.fivefaces.feedback;

import io.fivefaces.client.Download;
import io.fivefaces.domain.InviteKey;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import io.fivefaces.source.Fields;
import io.fivefaces.source.Texts;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Amazon SES, which tells through topics of SNS: its notifications and the events of a configuration set. */
final class Ses implements Provider {

  private static final List<String> HEADERS =
      List.of("message-id", Traces.HEADER.toLowerCase(Locale.ROOT));

  private final boolean on;
  private final Sns sns;
  private final Traces traces;

  /** Takes what comes through these topics. */
  Ses(List<String> topics, Traces traces, Download download) {
    on = !topics.isEmpty();
    sns = new Sns(topics, download);
    this.traces = traces;
  }

  @Override
  public String name() {
    return "ses";
  }

  @Override
  public String key() {
    return "bounces.ses.topics";
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public Future<Boolean> isAuthentic(Webhook webhook, Instant now) {
    return sns.isAuthentic(Fields.orNone(webhook.body()), now);
  }

  @Override
  public Future<Notice> read(Webhook webhook) {
    var message = Fields.of(webhook.body());
    return switch (message.textOr("", "Type")) {
      case "SubscriptionConfirmation" -> sns.confirm(message).map(Notice.NOTHING);
      case "Notification" ->
        Future.succeededFuture(
            Notice.of(reports(Fields.of(Keyring.utf8(message.textOr("", "Message"))))));
      default -> Future.succeededFuture(Notice.NOTHING);
    };
  }

  private List<MailReport> reports(Fields told) {
    var about = about(told.at("mail"));
    return switch (told.textOr(told.textOr("", "eventType"), "notificationType")) {
      case "Bounce" -> {
        var bounce = told.at("bounce");
        boolean hard = bounce.textOr("", "bounceType").equals("Permanent");
        yield bounce.each("bouncedRecipients").stream()
            .map(one -> MailReport.of(
                hard ? Kind.BOUNCED : Kind.ACCEPTED,
                one.text("emailAddress"),
                about,
                bounce.time("timestamp"),
                Texts.line(one.textOr(bounce.text("bounceSubType"), "diagnosticCode"))))
            .flatMap(Optional::stream)
            .toList();
      }
      case "Complaint" -> {
        var complaint = told.at("complaint");
        var type = complaint.text("complaintFeedbackType");
        yield complaint.each("complainedRecipients").stream()
            .map(one -> MailReport.of(
                // somebody took it out of the spam folder
                "not-spam".equals(type) ? Kind.ACCEPTED : Kind.COMPLAINED,
                one.text("emailAddress"),
                about,
                complaint.time("timestamp"),
                Texts.line(type)))
            .flatMap(Optional::stream)
            .toList();
      }
      case "Delivery" ->
        ofEach(
            Kind.DELIVERED,
            told.at("delivery").texts("recipients"),
            about,
            told.at("delivery").time("timestamp"),
            told.at("delivery").text("smtpResponse"));
      case "Send", "DeliveryDelay", "Open", "Click" ->
        ofEach(
            Kind.ACCEPTED,
            told.at("mail").texts("destination"),
            about,
            told.at("mail").time("timestamp"),
            null);
      default -> List.of();
    };
  }

  private static List<MailReport> ofEach(
      Kind kind, List<String> recipients, Optional<InviteKey> about, Instant at, String detail) {
    return recipients == null
        ? List.of()
        : recipients.stream()
            .map(recipient -> MailReport.of(kind, recipient, about, at, Texts.line(detail)))
            .flatMap(Optional::stream)
            .toList();
  }

  /** SES gives mails a Message-ID of its own, but tells the headers they came with where it is asked to. */
  private Optional<InviteKey> about(Fields mail) {
    var headers = mail.each("headers").stream()
        .filter(header -> HEADERS.contains(header.textOr("", "name").toLowerCase(Locale.ROOT)))
        .map(header -> header.text("value"));
    return Traces.find(Stream.concat(Stream.of(mail.text("commonHeaders", "messageId")), headers)
            .toArray(String[]::new))
        .or(() -> traces.findInSender(mail.text("source")));
  }
}
