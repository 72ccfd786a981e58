package io.fivefaces.http;

import io.fivefaces.store.NpsRatings.Rated;
import java.time.Instant;

/** One of the newest answers beside the numbers of their quarter. */
record NpsRecentView(
    String invite,
    String customer,
    String email,
    int score,
    String comment,
    Instant respondedAt,
    String conversation,
    String source) {

  static NpsRecentView of(Rated rated) {
    return new NpsRecentView(
        Long.toString(rated.invite()),
        rated.customer(),
        rated.email(),
        rated.score(),
        rated.comment(),
        rated.respondedAt(),
        rated.conversation(),
        Integer.toString(rated.source()));
  }
}
