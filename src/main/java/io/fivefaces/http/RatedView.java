package io.fivefaces.http;

import io.fivefaces.store.Ratings.Rated;
import java.time.Instant;

/** A rating as the API lists it. */
record RatedView(
    String conversation,
    String source,
    String subject,
    String customer,
    int score,
    String comment,
    Instant respondedAt,
    String assignee,
    String agent) {

  static RatedView of(Rated rated) {
    return new RatedView(
        rated.conversation(),
        Integer.toString(rated.source()),
        rated.subject(),
        rated.customer(),
        rated.score(),
        rated.comment(),
        rated.respondedAt(),
        rated.assignee(),
        rated.agent());
  }
}
