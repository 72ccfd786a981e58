package io.fivefaces.domain;

import java.util.List;
import java.util.function.Predicate;

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

  /** Answers of 4 and 5. */
  public long promoters() {
    return those(Rating::isPromoter);
  }

  /** Answers of 1 and 2. */
  public long detractors() {
    return those(Rating::isDetractor);
  }

  private long those(Predicate<Rating> kind) {
    return Rating.ALL.stream().filter(kind).mapToLong(this::withScore).sum();
  }
}
