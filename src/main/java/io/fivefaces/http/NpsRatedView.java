package io.fivefaces.http;

import io.fivefaces.store.NpsRatings.Rated;
import java.time.Instant;

/** An answer to NPS as the API lists it, also beside the numbers of its quarter. */
record NpsRatedView(
    String invite,
    String quarter,
    String customer,
    String email,
    int score,
    String comment,
    Instant respondedAt,
    String conversation,
    String source) {

  static NpsRatedView of(Rated rated) {
    return new NpsRatedView(
        Long.toString(rated.invite()),
        rated.quarter().toString(),
        rated.customer(),
        rated.email(),
        rated.score(),
        rated.comment(),
        rated.respondedAt(),
        rated.conversation(),
        Integer.toString(rated.source()));
  }
}
