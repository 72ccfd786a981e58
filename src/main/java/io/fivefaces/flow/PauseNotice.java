package io.fivefaces.flow;

import io.fivefaces.store.WebhookQueue.EndpointId;

/** Tells the people of a workspace that an endpoint of theirs was paused. */
@FunctionalInterface
public interface PauseNotice {

  /**
   * Called once for each pause, after its commit.
   *
   * @param reason {@code failing} or {@code gone}
   */
  void paused(EndpointId endpoint, String reason);
}
