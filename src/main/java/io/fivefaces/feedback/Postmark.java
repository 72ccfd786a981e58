package io.fivefaces.feedback;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import io.fivefaces.source.Fields;
import io.fivefaces.source.Texts;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Postmark's webhooks, which are not signed but carry the user and password of their address. */
final class Postmark implements Provider {

  private final Authorization authorization;

  /** Expects this {@code user:password}. */
  Postmark(Optional<String> login) {
    authorization = new Authorization(
        login.map(text -> "Basic " + Base64.getEncoder().encodeToString(Keyring.utf8(text))));
  }

  @Override
  public String name() {
    return "postmark";
  }

  @Override
  public String key() {
    return "bounces.postmark.password";
  }

  @Override
  public boolean isOn() {
    return authorization.isSet();
  }

  @Override
  public Future<Boolean> isAuthentic(Webhook webhook, Instant now) {
    return Future.succeededFuture(authorization.isIn(webhook));
  }

  @Override
  public Future<Notice> read(Webhook webhook) {
    var record = Fields.of(webhook.body());
    return Future.succeededFuture(Notice.of(report(record).stream().toList()));
  }

  private static Optional<MailReport> report(Fields record) {
    return switch (record.textOr("", "RecordType")) {
      case "Bounce" ->
        report(record, bounce(record.textOr("", "Type")), "Email", "BouncedAt", "Details");
      case "SpamComplaint" -> report(record, Kind.COMPLAINED, "Email", "BouncedAt", "Description");
      case "Delivery" -> report(record, Kind.DELIVERED, "Recipient", "DeliveredAt", "Details");
      case "SubscriptionChange" ->
        record.flag("SuppressSending")
            ? report(record, stopped(record), "Recipient", "ChangedAt", "SuppressionReason")
            : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<MailReport> report(
      Fields record, Kind kind, String recipient, String at, String detail) {
    var about = Traces.find(record.text("Metadata", "fivefaces-invite"))
        .or(() -> Traces.findIn(record.text("Content")));
    return MailReport.of(
        kind,
        record.text(recipient),
        about,
        record.time(at),
        Texts.line(record.textOr(record.text("Description"), detail)));
  }

  private static Kind bounce(String type) {
    return switch (type) {
      case "HardBounce", "BadEmailAddress", "ManuallyDeactivated" -> Kind.BOUNCED;
      case "SpamComplaint" -> Kind.COMPLAINED;
      case "Unsubscribe" -> Kind.UNSUBSCRIBED;
      default -> Kind.ACCEPTED;
    };
  }

  private static Kind stopped(Fields record) {
    return switch (record.textOr("", "SuppressionReason")) {
      case "HardBounce" -> Kind.BOUNCED;
      case "SpamComplaint" -> Kind.COMPLAINED;
      default -> Kind.UNSUBSCRIBED;
    };
  }
}
