package io.fivefaces.channel;

import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A mail on its way to the relay that knows whether its transaction has begun. The mail client reads the text after
 * greeting, TLS and AUTH succeeded and before it says MAIL FROM; that moment is the point of no return, and a mail
 * abandoned before it can never pass it.
 */
final class SmtpMessage extends MailMessage {

  private enum Stage {
    WAITING,
    BEGUN,
    ABANDONED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);

  SmtpMessage(Mail mail) {
    setBounceAddress(mail.envelope().text());
    setFrom(mail.from().text());
    setTo(mail.to().text());
    setText(mail.text());
    setHtml(mail.html());
    setHeaders(headers(mail));
  }

  /** Keeps the mail from ever being sent; false where it is too late for that. */
  boolean abandon() {
    return stage.compareAndSet(Stage.WAITING, Stage.ABANDONED);
  }

  boolean hasBegun() {
    return stage.get() == Stage.BEGUN;
  }

  @Override
  public String getText() {
    stage.compareAndSet(Stage.WAITING, Stage.BEGUN);
    if (!hasBegun()) {
      throw new IllegalStateException("abandoned");
    }
    return super.getText();
  }

  private static MultiMap headers(Mail mail) {
    return MultiMap.caseInsensitiveMultiMap()
        .addAll(mail.headers())
        .set("From", HeaderText.mailbox("From", mail.fromName(), mail.from().text()))
        .set("Subject", HeaderText.unstructured("Subject", mail.subject()))
        .set("Message-ID", mail.messageId());
  }
}
