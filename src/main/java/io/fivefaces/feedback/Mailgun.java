package io.fivefaces.feedback;

import io.fivefaces.domain.Hmac;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import io.fivefaces.source.Fields;
import io.fivefaces.source.Signatures;
import io.fivefaces.source.Texts;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Mailgun's webhooks. Their signature covers a timestamp and a token but nothing of what they tell, so a token is good
 * once: whoever overheard one cannot tell another story with it.
 */
final class Mailgun implements Provider {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{20,100}");

  private final Optional<String> signingKey;
  private final Traces traces;

  Mailgun(Optional<String> signingKey, Traces traces) {
    this.signingKey = signingKey;
    this.traces = traces;
  }

  @Override
  public String name() {
    return "mailgun";
  }

  @Override
  public String key() {
    return "bounces.mailgun.signing.key";
  }

  @Override
  public boolean isOn() {
    return signingKey.isPresent();
  }

  @Override
  public Future<Boolean> isAuthentic(Webhook webhook, Instant now) {
    var signature = Fields.orNone(webhook.body()).at("signature");
    var timestamp = signature.text("timestamp");
    var token = signature.textOr("", "token");
    return Future.succeededFuture(Signatures.isFreshSeconds(timestamp, now)
        && TOKEN.matcher(token).matches()
        && isSigned(signature.textOr("", "signature"), timestamp + token));
  }

  private boolean isSigned(String given, String signed) {
    var expected = Hmac.SHA256.of(Keyring.utf8(signingKey.orElseThrow()), Keyring.utf8(signed));
    return MessageDigest.isEqual(
        Keyring.utf8(HexFormat.of().formatHex(expected)), Keyring.utf8(given));
  }

  @Override
  public Future<Notice> read(Webhook webhook) {
    var body = Fields.of(webhook.body());
    var reports = report(body.at("event-data")).stream().toList();
    return Future.succeededFuture(new Notice(body.text("signature", "token"), reports));
  }

  private Optional<MailReport> report(Fields event) {
    var status = event.at("delivery-status");
    return kind(event)
        .flatMap(kind -> MailReport.of(
            kind,
            event.text("recipient"),
            Traces.find(
                    event.text("message", "headers", "message-id"),
                    event.text("user-variables", Traces.HEADER))
                .or(() -> traces.findInSender(event.text("envelope", "sender"))),
            event.time("timestamp"),
            Texts.line(
                status.textOr(status.textOr(event.text("reason"), "description"), "message"))));
  }

  private static Optional<Kind> kind(Fields event) {
    return Optional.ofNullable(
        switch (event.textOr("", "event")) {
          case "failed" ->
            event.textOr("", "severity").equals("permanent") ? failed(event) : Kind.ACCEPTED;
          case "complained" -> Kind.COMPLAINED;
          case "unsubscribed" -> Kind.UNSUBSCRIBED;
          case "delivered" -> Kind.DELIVERED;
          case "accepted", "opened", "clicked" -> Kind.ACCEPTED;
          default -> null;
        });
  }

  /** Some that are called permanent are none of the address's fault: given up after hours of trying, for one. */
  private static Kind failed(Fields event) {
    return switch (event.textOr("", "reason")) {
      case "suppress-complaint" -> Kind.COMPLAINED;
      case "suppress-unsubscribe" -> Kind.UNSUBSCRIBED;
      case "old", "espblock" -> Kind.ACCEPTED;
      default -> Kind.BOUNCED;
    };
  }
}
