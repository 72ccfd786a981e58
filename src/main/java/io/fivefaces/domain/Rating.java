package io.fivefaces.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The five faces of CSAT, worst first. */
public enum Rating {
  AWFUL(1, "😡", "Awful"),
  BAD(2, "😞", "Bad"),
  OKAY(3, "😐", "Okay"),
  GOOD(4, "🙂", "Good"),
  GREAT(5, "😀", "Great");

  public static final List<Rating> ALL = List.of(values());

  private final int score;
  private final String face;
  private final String word;

  Rating(int score, String face, String word) {
    this.score = score;
    this.face = face;
    this.word = word;
  }

  /** The rating of a score from 1 to 5, else empty. */
  public static Optional<Rating> of(int score) {
    return Arrays.stream(values()).filter(rating -> rating.score == score).findFirst();
  }

  /** What of an interval of scores lies between the worst and the best face. */
  public static Interval onScale(Interval interval) {
    return interval.within(AWFUL.score, GREAT.score);
  }

  public int score() {
    return score;
  }

  public String face() {
    return face;
  }

  public String word() {
    return word;
  }

  public boolean isPromoter() {
    return score >= 4;
  }

  public boolean isDetractor() {
    return score <= 2;
  }
}
