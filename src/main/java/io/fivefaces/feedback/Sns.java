package io.fivefaces.feedback;

import io.fivefaces.client.Download;
import io.fivefaces.domain.Keyring;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.source.Fields;
import io.vertx.core.Future;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The messages of Amazon SNS, of SignatureVersion 2. Nothing is fetched from an address that is not Amazon's own, nor
 * for a topic that nobody configured.
 */
final class Sns {

  private static final String HOST = "https://sns\\.[a-z0-9-]{3,32}\\.amazonaws\\.com(?:\\.cn)?";
  private static final Pattern CERTIFICATE =
      Pattern.compile(HOST + "/SimpleNotificationService-[0-9A-Za-z]{1,64}\\.pem");
  private static final Pattern CONFIRMATION =
      Pattern.compile(HOST + "/\\?Action=ConfirmSubscription&[A-Za-z0-9%&=:._~-]{1,2000}");
  private static final Duration TOLERANCE = Duration.ofHours(1);
  private static final List<String> OF_NOTIFICATION =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> OF_SUBSCRIPTION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  private final List<String> topics;
  private final Certificates certificates;
  private final Download download;

  /** Takes messages of these topics only. */
  Sns(List<String> topics, Download download) {
    this.topics = topics;
    this.certificates = new Certificates(download);
    this.download = download;
  }

  /** Whether SNS signed this message for one of the topics, at most an hour ago. */
  Future<Boolean> isAuthentic(Fields message, Instant now) {
    var address = message.textOr("", "SigningCertURL");
    boolean plausible = message.textOr("", "SignatureVersion").equals("2")
        && topics.contains(message.textOr("", "TopicArn"))
        && isFresh(message.textOr("", "Timestamp"), now)
        && !signed(message).isEmpty()
        && CERTIFICATE.matcher(address).matches();
    return plausible
        ? certificates.keyAt(URI.create(address), now).map(key -> isSigned(message, key))
        : Future.succeededFuture(false);
  }

  /** Confirms the subscription that an authentic message offers. */
  Future<Void> confirm(Fields message) {
    var address = message.textOr("", "SubscribeURL");
    return CONFIRMATION.matcher(address).matches()
        ? download.get(URI.create(address)).mapEmpty()
        : Future.succeededFuture();
  }

  private static boolean isFresh(String timestamp, Instant now) {
    return Timestamps.parse(timestamp)
        .filter(at -> Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0)
        .isPresent();
  }

  private static boolean isSigned(Fields message, Optional<PublicKey> key) {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key.orElseThrow(GeneralSecurityException::new));
      signature.update(Keyring.utf8(signed(message)));
      return signature.verify(Base64.getDecoder().decode(message.textOr("", "Signature")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What the signature covers: the fields that there are, each name and value on a line; empty for an unknown type. */
  private static String signed(Fields message) {
    var names = switch (message.textOr("", "Type")) {
      case "Notification" -> OF_NOTIFICATION;
      case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> OF_SUBSCRIPTION;
      default -> List.<String>of();
    };
    var text = new StringBuilder();
    for (var name : names) {
      var value = message.text(name);
      if (value != null) {
        text.append(name).append('\n').append(value).append('\n');
      }
    }
    return text.toString();
  }
}
