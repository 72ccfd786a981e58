package io.fivefaces.domain;

/**
 * How far scores lie from their mean.
 *
 * @param freedom the degrees of freedom that the variance was estimated with
 */
public record Spread(double variance, long freedom) {

  /** The variance of a scale on which every face is as likely as any other. */
  private static final double EVEN = 2;

  /**
   * The spread of all scores of some totals, taken together with what is known before any of them: one degree of freedom
   * of an even spread, so that few answers that happen to be equal do not look certain (the conjugate prior of a
   * variance; Gelman et al., Bayesian Data Analysis, 3.3).
   */
  public static Spread of(Totals totals) {
    long answers = totals.responses();
    if (answers == 0) {
      return new Spread(EVEN, 1);
    }
    double mean = (double) totals.scoreSum() / answers;
    double squares = Rating.ALL.stream()
        .mapToDouble(rating -> totals.withScore(rating) * Math.pow(rating.score() - mean, 2))
        .sum();
    return new Spread((squares + EVEN) / answers, answers);
  }
}
