package io.fivefaces.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What the world of mail says of one mail to one recipient.
 *
 * @param about which hand-over it says this of, or null where it does not name one
 * @param at when it happened, or null where it does not say
 * @param detail in the words of who says so, for the operator; may be null
 */
public record MailReport(
    Kind kind, EmailAddress recipient, InviteKey about, Instant at, String detail) {

  /** What happened to the mail. */
  public enum Kind {
    /** It left this house: somebody else has, or had, it. */
    ACCEPTED,
    /** The recipient's server took it. */
    DELIVERED,
    /** It came back for good. */
    BOUNCED,
    /** The recipient called it spam. */
    COMPLAINED,
    /** The recipient wants no more. */
    UNSUBSCRIBED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A report of this recipient, written with or without a name; empty where that is no address. */
  public static Optional<MailReport> of(
      Kind kind, String recipient, Optional<InviteKey> about, Instant at, String detail) {
    return EmailAddress.parse(address(recipient))
        .map(address -> new MailReport(kind, address, about.orElse(null), at, detail));
  }

  private static String address(String recipient) {
    if (recipient == null || !recipient.strip().endsWith(">")) {
      return recipient;
    }
    var stripped = recipient.strip();
    return stripped.substring(stripped.lastIndexOf('<') + 1, stripped.length() - 1);
  }
}
