package io.fivefaces.feedback;

import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import io.fivefaces.source.Fields;
import io.fivefaces.source.Signatures;
import io.fivefaces.source.Texts;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Twilio SendGrid's event webhook, signed by ECDSA over its timestamp and its raw bytes. */
final class SendGrid implements Provider {

  private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
  private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

  private final Optional<PublicKey> key;

  /** Checks by this public key, the base64 of its DER. */
  SendGrid(Optional<String> publicKey) {
    key = publicKey.map(SendGrid::publicKey);
  }

  @Override
  public String name() {
    return "sendgrid";
  }

  @Override
  public String key() {
    return "bounces.sendgrid.public.key";
  }

  @Override
  public boolean isOn() {
    return key.isPresent();
  }

  @Override
  public Future<Boolean> isAuthentic(Webhook webhook, Instant now) {
    var timestamp = webhook.header().apply(TIMESTAMP);
    var signature = webhook.header().apply(SIGNATURE);
    return Future.succeededFuture(signature != null
        && Signatures.isFreshSeconds(timestamp, now)
        && isSigned(signature, timestamp, webhook.body()));
  }

  private boolean isSigned(String given, String timestamp, byte[] body) {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(key.orElseThrow());
      signature.update(Keyring.utf8(timestamp));
      signature.update(body);
      return signature.verify(Base64.getDecoder().decode(given));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Future<Notice> read(Webhook webhook) {
    return Future.succeededFuture(Notice.of(Fields.allOf(webhook.body()).stream()
        .map(SendGrid::report)
        .flatMap(Optional::stream)
        .toList()));
  }

  private static Optional<MailReport> report(Fields event) {
    return kind(event)
        .flatMap(kind -> MailReport.of(
            kind,
            event.text("email"),
            Traces.find(event.text("smtp-id"), event.text(Traces.HEADER)),
            event.time("timestamp"),
            Texts.line(event.textOr(event.text("status"), "reason"))));
  }

  private static Optional<Kind> kind(Fields event) {
    return Optional.ofNullable(
        switch (event.textOr("", "event")) {
          // blocked: its server refused it for now, for what it says or where it comes from
          case "bounce" ->
            event.textOr("", "type").equals("blocked") ? Kind.ACCEPTED : Kind.BOUNCED;
          case "dropped" -> dropped(event.textOr("", "reason"));
          case "spamreport" -> Kind.COMPLAINED;
          case "unsubscribe", "group_unsubscribe" -> Kind.UNSUBSCRIBED;
          case "delivered" -> Kind.DELIVERED;
          case "processed", "deferred", "open", "click" -> Kind.ACCEPTED;
          default -> null;
        });
  }

  /** Not sent, because of what SendGrid knew of the address; for any other reason the address is not to blame. */
  private static Kind dropped(String reason) {
    return switch (reason) {
      case "Bounced Address", "Invalid" -> Kind.BOUNCED;
      case "Spam Reporting Address" -> Kind.COMPLAINED;
      case "Unsubscribed Address" -> Kind.UNSUBSCRIBED;
      default -> Kind.ACCEPTED;
    };
  }

  private static PublicKey publicKey(String base64) {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
