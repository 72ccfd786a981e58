package io.fivefaces.domain;

/** Where the true value lies, with 95 % confidence, given what was counted. */
public record Interval(double low, double high) {

  /** How many standard errors to either side 95 % lie within. */
  static final double Z = 1.959963984540054;

  /** Of a part that never exceeds its whole: the score interval of Wilson (1927). Null of nothing. */
  public static Interval ofShare(long part, long whole) {
    if (whole <= 0) {
      return null;
    }
    double share = (double) part / whole;
    double shrink = 1 + Z * Z / whole;
    double middle = (share + Z * Z / (2 * whole)) / shrink;
    double half = Z / shrink * Math.sqrt(share * (1 - share) / whole + Z * Z / 4 / whole / whole);
    return new Interval(middle - half, middle + half).within(0, 1);
  }

  /**
   * Of a count against another that does not contain it, so that the ratio may pass 1: the score interval of a Poisson
   * count. Null of nothing.
   */
  public static Interval ofRatio(long count, long against) {
    if (against <= 0) {
      return null;
    }
    double middle = count + Z * Z / 2;
    double half = Z * Math.sqrt(count + Z * Z / 4);
    return new Interval(Math.max(0, middle - half) / against, (middle + half) / against);
  }

  /**
   * Of the difference of two parts of one whole that have nothing in common, from -1 to 1: the score interval of Tango
   * (Statistics in Medicine 17, 1998, 891-908), which Rocks (The American Statistician 70, 2016, 365-372) found to serve
   * the Net Promoter Score best. Where the two parts are the whole it is that of Wilson. Null of nothing.
   */
  public static Interval ofNet(long more, long less, long whole) {
    return whole <= 0 ? null : new NetShare(more, less, whole).interval();
  }

  /** Of a mean, by Student's t; it may reach past the ends of the scale. Null of nothing. */
  public static Interval ofMean(double mean, long answers, Spread spread) {
    if (answers <= 0) {
      return null;
    }
    double half = StudentT.quantile(spread.freedom()) * Math.sqrt(spread.variance() / answers);
    return new Interval(mean - half, mean + half);
  }

  /** What of it lies between these ends. */
  public Interval within(double least, double most) {
    return new Interval(Math.clamp(low, least, most), Math.clamp(high, least, most));
  }

  /** The same in another unit. */
  public Interval times(double factor) {
    return new Interval(low * factor, high * factor);
  }
}
