package io.fivefaces.domain;

/**
 * Between which ends the true difference of two windows lies, with 95 % confidence.
 *
 * @param clear whether both ends are on one side of zero; where not, chance alone may have moved the number
 */
public record Change(double low, double high, boolean clear) {

  /**
   * The difference of two independent numbers from their intervals: for shares the hybrid score interval of Newcombe
   * (Statistics in Medicine 17, 1998, method 10), for means and ratios its generalisation by Zou and Donner (Statistics in
   * Medicine 27, 2008).
   */
  public static Change between(double before, Interval beforeIn, double now, Interval nowIn) {
    double moved = now - before;
    double low = moved - Math.hypot(now - nowIn.low(), beforeIn.high() - before);
    double high = moved + Math.hypot(nowIn.high() - now, before - beforeIn.low());
    return new Change(low, high, low > 0 || high < 0);
  }
}
