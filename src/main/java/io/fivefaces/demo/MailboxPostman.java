package io.fivefaces.demo;

import io.fivefaces.channel.Mail;
import io.fivefaces.channel.Postman;
import io.fivefaces.domain.HandOver;
import io.fivefaces.store.Mailbox;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Objects;

/** Puts mail into the built-in mailbox, where no SMTP server is configured. */
public final class MailboxPostman implements Postman {

  private final Mailbox mailbox;

  public MailboxPostman(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  @Override
  public Future<HandOver> post(Mail mail) {
    var headers = new LinkedHashMap<>(mail.headers());
    headers.put("Message-ID", mail.messageId());
    headers.put("Return-Path", "<" + mail.envelope().text() + ">");
    return mailbox
        .put(
            mail.workspace(),
            mail.fromName() + " <" + mail.from().text() + ">",
            mail.to().text(),
            mail.subject(),
            headers,
            mail.text(),
            Objects.requireNonNullElse(mail.html(), ""))
        .<HandOver>map(kept -> new HandOver.Accepted(null))
        .otherwise(failure -> new HandOver.Unclear("the built-in mailbox did not answer"));
  }
}
