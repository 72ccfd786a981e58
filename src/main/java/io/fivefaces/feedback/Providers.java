package io.fivefaces.feedback;

import io.fivefaces.config.Config;
import java.util.List;

/** Every mail service that can tell what became of mails. */
public final class Providers {

  private Providers() {}

  /** All of them, those that are off as well. */
  public static List<Provider> all(Config.Bounces keys, Download download) {
    return List.of(
        new Ses(keys.sesTopics(), download),
        new SendGrid(keys.sendgridPublicKey()),
        new Postmark(keys.postmarkPassword()),
        new Mailgun(keys.mailgunSigningKey()));
  }
}
