package io.fivefaces.http;

import io.fivefaces.store.WebhookEndpoints.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An endpoint as the API shows it; its secret is there only in the answer that makes it. */
record WebhookView(
    String id,
    String url,
    List<String> events,
    State state,
    Instant failingSince,
    Instant pausedAt,
    String pausedReason,
    int waiting,
    Instant previousSecretUntil,
    Instant createdAt) {

  /** How an endpoint is doing. */
  enum State {
    WORKING,
    FAILING,
    PAUSED;

    static State of(Endpoint endpoint) {
      return endpoint.isPaused() ? PAUSED : endpoint.failingSince() == null ? WORKING : FAILING;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static WebhookView of(Endpoint endpoint) {
    return new WebhookView(
        Integer.toString(endpoint.id()),
        endpoint.url(),
        endpoint.events(),
        State.of(endpoint),
        endpoint.failingSince(),
        endpoint.pausedAt(),
        endpoint.pausedReason(),
        endpoint.waiting(),
        endpoint.previousUntil(),
        endpoint.createdAt());
  }
}
