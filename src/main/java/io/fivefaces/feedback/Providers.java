package io.fivefaces.feedback;

import io.fivefaces.client.Download;
import io.fivefaces.config.Config;
import io.fivefaces.domain.Keyring;
import java.util.List;

/** Every mail service that can tell what became of mails. */
public final class Providers {

  private Providers() {}

  /**
   * All of them, those that are off as well.
   *
   * @param ours what made the envelope senders of our mails
   */
  public static List<Provider> all(Config.Bounces keys, Keyring ours, Download download) {
    var traces = new Traces(ours);
    return List.of(
        new Ses(keys.sesTopics(), traces, download),
        new SendGrid(keys.sendgridPublicKey()),
        new Postmark(keys.postmarkPassword()),
        new Mailgun(keys.mailgunSigningKey(), traces),
        new Dsn(keys.dsnKey(), traces));
  }
}
