package io.fivefaces.channel;

import io.fivefaces.domain.HandOver;
import io.vertx.ext.mail.SMTPException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a relay's refusal of a begun mail means. */
final class RelayReply {

  // the mail client makes a 500 of every reply it cannot read, so its own code is not trusted
  private static final Pattern REFUSAL = Pattern.compile(
      "([45])(\\d\\d)(?:[ -](?:([45])\\.(\\d{1,3})\\.(\\d{1,3})\\b)?.*)?", Pattern.DOTALL);

  private RelayReply() {}

  static HandOver judge(SMTPException refusal) {
    var said = refusal.getMessage();
    var reply = REFUSAL.matcher(String.join("\n", refusal.getReplyMessages()).strip());
    if (!reply.matches()) {
      return new HandOver.Unclear(Reason.of("the relay gave a reply that cannot be read", said));
    }
    boolean ofSender = said.startsWith("sender");
    var what =
        ofSender ? "the sender" : said.startsWith("recipient") ? "the recipient" : "the mail";
    return reply.group(1).equals("4")
        ? new HandOver.Deferred(Reason.of("the relay put off " + what, reply.group()))
        : new HandOver.Refused(
            Reason.of("the relay refused " + what, reply.group()),
            !ofSender && condemnsAddress(reply));
  }

  /** A refusal for policy's sake (5.7.x) or of the sender (5.1.7, 5.1.8) says nothing about the customer's address. */
  private static boolean condemnsAddress(Matcher reply) {
    var detail = reply.group(3) == null ? "" : reply.group(4) + "." + reply.group(5);
    return switch (detail) {
      case "1.7", "1.8" -> false;
      default ->
        detail.startsWith("1.")
            || !detail.startsWith("7.")
                && switch (reply.group(2)) {
                  case "50", "51", "53" -> true;
                  default -> false;
                };
    };
  }
}
