package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
import io.fivefaces.domain.Sighting;
import io.fivefaces.domain.Survey;
import io.vertx.core.Future;

/** A way to ask a customer. */
public interface Channel {

  ChannelName name();

  /**
   * Hands one survey over, once, within the delivery deadline. Never fails: whatever happens is one of the outcomes,
   * and where it cannot be known, the outcome is {@link HandOver.Unclear}.
   */
  Future<HandOver> handOver(Survey survey);

  /** What may be done about a hand-over whose end nobody heard. */
  enum Doubt {
    /** Nothing: only the customer can tell whether it arrived. */
    STAYS,
    /** The other side can be asked, by {@link #look}. */
    CAN_BE_SETTLED,
    /** It provably never reached the customer. */
    NEVER_ARRIVED
  }

  default Doubt doubt() {
    return Doubt.STAYS;
  }

  /** Asks the other side whether it has this very survey. Never fails. */
  default Future<Sighting> look(Survey survey) {
    return Future.succeededFuture(new Sighting.Unseen("this channel cannot be asked"));
  }

  /** Whether it leaves the other side alone for a moment, so that nothing should be handed over now. */
  default boolean isResting() {
    return false;
  }
}
