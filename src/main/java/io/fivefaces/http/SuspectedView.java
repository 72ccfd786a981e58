package io.fivefaces.http;

import io.fivefaces.store.Suspects.Suspected;
import java.time.Instant;

/** An answer that was kept aside, as the API shows it; countedAt is null unless a person counted it. */
record SuspectedView(
    String id,
    String kind,
    String conversation,
    String source,
    int score,
    String comment,
    String reason,
    Instant at,
    Instant countedAt) {

  static SuspectedView of(Suspected suspected) {
    return new SuspectedView(
        Long.toString(suspected.id()),
        suspected.kind().toString(),
        suspected.conversation(),
        Integer.toString(suspected.source()),
        suspected.score(),
        suspected.comment(),
        suspected.reason().toString(),
        suspected.at(),
        suspected.countedAt());
  }
}
