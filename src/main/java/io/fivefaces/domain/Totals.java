package io.fivefaces.domain;

import java.util.List;

/**
 * What a window's days add up to.
 *
 * @param byScore responses with score 1 to 5, at index 0 to 4
 * @param sent invites handed over in the window
 * @param answered of these very invites, those answered by now
 * @param closed conversations that ended in the window
 */
public record Totals(List<Long> byScore, long sent, long answered, long closed) {

  public long responses() {
    return byScore.stream().mapToLong(Long::longValue).sum();
  }

  /** The sum of all scores. */
  public long scoreSum() {
    return Rating.ALL.stream()
        .mapToLong(rating -> rating.score() * withScore(rating))
        .sum();
  }

  public long withScore(Rating rating) {
    return byScore.get(rating.score() - 1);
  }
}
