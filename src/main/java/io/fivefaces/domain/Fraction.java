package io.fivefaces.domain;

/** What a number is made of: so many of so many. */
public record Fraction(long numerator, long denominator) {

  /** The ratio, or null where there is nothing to divide by. */
  public Double ratio() {
    return denominator == 0 ? null : (double) numerator / denominator;
  }

  /** The ratio times 100, or null where there is nothing to divide by. */
  public Double percent() {
    return denominator == 0 ? null : 100.0 * numerator / denominator;
  }
}
