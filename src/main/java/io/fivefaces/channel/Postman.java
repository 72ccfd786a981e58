package io.fivefaces.channel;

import io.fivefaces.domain.HandOver;
import io.vertx.core.Future;

/** Takes a mail out of the house. */
public interface Postman {

  /** Posts one mail, once, within the delivery deadline. Never fails: whatever happens is one of the outcomes. */
  Future<HandOver> post(Mail mail);

  /** Whether the next mail would be turned away, for the relay is left alone for a moment. */
  default boolean isResting() {
    return false;
  }
}
