package io.fivefaces.feedback;

import io.fivefaces.domain.InviteKey;
import io.fivefaces.domain.MailReport;
import io.fivefaces.domain.MailReport.Kind;
import io.fivefaces.source.Texts;
import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Delivery status notifications (RFC 3464) as they come by mail, handed on whole by whoever runs the mailbox. The key
 * proves who hands it on, not who wrote it, and anybody can write such a mail: it counts only where it is addressed to
 * the envelope sender of one of our mails, which nobody else can make up.
 */
final class Dsn implements Provider {

  private static final List<String> ADDRESSED =
      List.of("to", "delivered-to", "x-original-to", "envelope-to");
  /** What is wrong with the address itself; a full mailbox, a policy or a system's trouble is not. */
  private static final Pattern HARD =
      Pattern.compile("5\\.(?:1\\.[0-9]{1,3}|0\\.0|2\\.[01]|4\\.4)");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;\"]{1,64}@[^\\s<>,;\"]{1,190}");
  private static final int MOST_ADDRESSES = 10;

  private final Authorization authorization;
  private final Traces traces;

  /** Expects this key as a bearer token. */
  Dsn(Optional<String> key, Traces traces) {
    authorization = new Authorization(key.map(text -> "Bearer " + text));
    this.traces = traces;
  }

  @Override
  public String name() {
    return "dsn";
  }

  @Override
  public String key() {
    return "bounces.dsn.key";
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
    var mail = MailPart.of(webhook.body());
    var about = about(mail);
    return Future.succeededFuture(
        about.isEmpty()
            ? Notice.NOTHING
            : Notice.of(mail.parts().stream()
                .filter(part -> part.isOf("message/delivery-status"))
                .flatMap(part -> part.groups().stream())
                .map(group -> report(group, about))
                .flatMap(Optional::stream)
                .toList()));
  }

  private Optional<InviteKey> about(MailPart mail) {
    return ADDRESSED.stream()
        .map(mail::header)
        .flatMap(value -> ADDRESS.matcher(value).results().limit(MOST_ADDRESSES))
        .map(address -> traces.findInSender(address.group()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<MailReport> report(MailPart recipient, Optional<InviteKey> about) {
    var status = recipient.header("status").strip();
    var kind = switch (recipient.header("action").strip().toLowerCase(Locale.ROOT)) {
      case "failed" -> HARD.matcher(status).matches() ? Kind.BOUNCED : Kind.ACCEPTED;
      case "delivered" -> Kind.DELIVERED;
      case "delayed", "relayed", "expanded" -> Kind.ACCEPTED;
      default -> null;
    };
    var address = Stream.of("original-recipient", "final-recipient")
        .map(recipient::header)
        .map(value -> value.substring(value.indexOf(';') + 1).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
    var detail = recipient.header("diagnostic-code");
    return kind == null
        ? Optional.empty()
        : MailReport.of(
            kind,
            address.orElse(null),
            about,
            null,
            Texts.line(detail.isEmpty() ? status : detail));
  }
}
