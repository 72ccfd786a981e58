package io.fivefaces.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The kinds of survey, each with its scale; the two never mix. Their order is part of every token. */
public enum Kind {
  /** Of a conversation: the five faces. */
  CSAT(1, 5),
  /** Of the company, once a quarter: how likely one is to recommend it. */
  NPS(0, 10);

  private final int least;
  private final int most;

  Kind(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** The kind of this name, or empty. */
  public static Optional<Kind> parse(String name) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
  }

  public boolean isScore(int score) {
    return score >= least && score <= most;
  }

  /** The score that a text names in plain digits, or null where it names none of this scale. */
  public Integer score(String text) {
    if (text == null || !text.matches("0|[1-9][0-9]?")) {
      return null;
    }
    int score = Integer.parseInt(text);
    return isScore(score) ? (Integer) score : null;
  }

  /** All scores, the worst first. */
  public List<Integer> scores() {
    return IntStream.rangeClosed(least, most).boxed().toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
