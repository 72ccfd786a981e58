package io.fivefaces.feedback;

import io.fivefaces.source.Webhook;
import io.vertx.core.Future;
import java.time.Instant;

/** How one mail service tells what became of mails. */
public interface Provider {

  /** Its name in the address of its webhooks and in the metrics. */
  String name();

  /** The server's key that turns it on. */
  String key();

  /** Whether that key is set. */
  boolean isOn();

  /** Whether this webhook is the service's own, and of now; fails where that cannot be found out at the moment. */
  Future<Boolean> isAuthentic(Webhook webhook, Instant now);

  /**
   * What an authentic webhook tells.
   *
   * @throws io.fivefaces.json.JsonException when it cannot be read
   */
  Future<Notice> read(Webhook webhook);
}
