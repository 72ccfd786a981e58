package io.fivefaces.channel;

import io.fivefaces.domain.ChannelName;
import io.fivefaces.domain.HandOver;
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
}
