package io.fivefaces.channel;

import io.fivefaces.domain.EmailAddress;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Keyring;
import io.vertx.core.Future;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts the letters of the service itself: by the relay, or into a workspace's built-in mailbox where there is none. */
public final class Letters {

  private static final Logger LOG = LoggerFactory.getLogger(Letters.class);
  private static final String NAME = "fivefaces";
  private static final int NOBODYS = 0;
  private static final int RANDOM_BYTES = 12;

  private final EmailAddress sender;
  private final EmailAddress envelope;
  private final Optional<Postman> relay;
  private final Postman inside;
  private final Keyring keys;

  /**
   * Letters from the server's own address.
   *
   * @param envelope who hears of a bounce
   * @param relay who takes letters out of the house, empty where nobody does
   * @param inside who keeps them in it
   */
  public Letters(
      EmailAddress sender,
      EmailAddress envelope,
      Optional<Postman> relay,
      Postman inside,
      Keyring keys) {
    this.sender = sender;
    this.envelope = envelope;
    this.relay = relay;
    this.inside = inside;
    this.keys = keys;
  }

  /** Whether letters leave the house, so that who they are for can read them. */
  public boolean leaveTheHouse() {
    return relay.isPresent();
  }

  /**
   * Posts a letter, once; nobody needs to wait for it. Why it could not be posted, which is logged as well, or empty
   * where it was. Never fails.
   */
  public Future<Optional<String>> post(Letter letter) {
    if (relay.isEmpty() && letter.workspace().isEmpty()) {
      return Future.succeededFuture(Optional.of("no SMTP server is set"));
    }
    Mail mail;
    try {
      mail = mail(letter);
    } catch (IllegalArgumentException e) {
      return refused(letter, Reason.of("the letter could not be composed", e.getMessage()));
    }
    return relay.orElse(inside).post(mail).compose(outcome -> switch (outcome) {
      case HandOver.Accepted accepted -> Future.succeededFuture(Optional.empty());
      case HandOver.NotBegun not -> refused(letter, not.reason());
      case HandOver.Throttled throttled -> refused(letter, throttled.reason());
      case HandOver.Deferred deferred -> refused(letter, deferred.reason());
      case HandOver.Unreachable unreachable -> refused(letter, unreachable.reason());
      case HandOver.Refused refused -> refused(letter, refused.reason());
      case HandOver.Unclear unclear -> refused(letter, unclear.reason());
    });
  }

  private Mail mail(Letter letter) {
    var nonce = HexFormat.of().formatHex(keys.random(RANDOM_BYTES));
    return new Mail(
        letter.workspace().orElse(NOBODYS),
        NAME,
        sender,
        letter.to(),
        envelope,
        "<letter." + nonce + "@" + sender.domain() + ">",
        letter.subject(),
        Map.of("Auto-Submitted", "auto-generated"),
        letter.text(),
        null);
  }

  private static Future<Optional<String>> refused(Letter letter, String reason) {
    LOG.warn(
        "A letter of workspace {} was not posted: {}", letter.workspace().orElse(NOBODYS), reason);
    return Future.succeededFuture(Optional.of(reason));
  }
}
