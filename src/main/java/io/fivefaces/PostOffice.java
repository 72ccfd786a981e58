package io.fivefaces;

import io.fivefaces.channel.Letterhead;
import io.fivefaces.channel.Letters;
import io.fivefaces.channel.Postman;
import io.fivefaces.channel.SmtpPostman;
import io.fivefaces.config.Config;
import io.fivefaces.config.ConfigException;
import io.fivefaces.demo.DemoPostman;
import io.fivefaces.demo.MailboxPostman;
import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.Keyring;
import io.fivefaces.http.MailDesk;
import io.fivefaces.http.Throttle;
import io.fivefaces.store.AuditTrail;
import io.fivefaces.store.Database;
import io.fivefaces.store.DkimKeys;
import io.fivefaces.store.Mailbox;
import io.fivefaces.store.Unsubscriptions;
import io.fivefaces.store.Workspaces;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/** Where mail is written, signed and posted. */
final class PostOffice {

  private static final int TEST_MAILS = 5;

  private final Config config;
  private final Vertx vertx;
  private final Database database;
  private final Clock clock;
  private final DkimKeys dkimKeys;
  private final Letterhead letterhead;
  private final Postman postman;
  private final Letters letters;

  PostOffice(
      Config config,
      String baseUrl,
      Vertx vertx,
      Database database,
      Workspaces workspaces,
      Mailbox mailbox,
      Keyring keys,
      Clock clock) {
    this.config = config;
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    var sender = sender();
    dkimKeys = new DkimKeys(vertx, database, keys, sender, SigningKey.of(config, sender));
    letterhead = new Letterhead(sender, bounceAddress(), baseUrl, keys);
    Postman inside = new MailboxPostman(mailbox);
    var relay = config.smtp().map(this::smtp);
    postman = relay
        .<Postman>map(outside -> new DemoPostman(workspaces, inside, outside))
        .orElse(inside);
    letters = new Letters(sender, bounceAddress().orElse(sender), relay, inside, keys);
  }

  Postman postman() {
    return postman;
  }

  Letterhead letterhead() {
    return letterhead;
  }

  /** Who posts what the service itself has to say. */
  Letters letters() {
    return letters;
  }

  /** What the pages and the API about mail need. */
  MailDesk desk() {
    return new MailDesk(
        letterhead,
        postman,
        dkimKeys,
        new Unsubscriptions(database),
        new AuditTrail(database),
        new Throttle(clock, TEST_MAILS));
  }

  private Postman smtp(Config.Smtp relay) {
    return new SmtpPostman(
        vertx,
        relay,
        config.delivery().deadline(),
        mail -> dkimKeys.of(mail.workspace(), mail.from()).map(Optional::of),
        clock);
  }

  private EmailAddress sender() {
    var host = config.baseUrl().map(java.net.URI::getHost).orElse("localhost");
    var chosen = config
        .senderEmail()
        .orElse("no-reply@" + (host.contains(".") ? host : "localhost.localdomain"));
    return EmailAddress.parse(chosen)
        .orElseThrow(() ->
            new ConfigException("sender.email (FIVEFACES_SENDER_EMAIL) must be an email address."));
  }

  private Optional<EmailAddress> bounceAddress() {
    return config
        .bounceAddress()
        .map(text -> EmailAddress.parse(text)
            .orElseThrow(() -> new ConfigException(
                "bounce.address (FIVEFACES_BOUNCE_ADDRESS) must be an email address.")));
  }
}
