package io.fivefaces.domain;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One number of the card. A new one is one more line here; card, delta, interval and JSON follow.
 *
 * @param name its name in the API
 * @param kind how the number is made of the two counts
 * @param numerator what is counted
 * @param denominator what it is divided by; of no meaning for a count
 */
public record Stat(
    String name, Kind kind, ToLongFunction<Totals> numerator, ToLongFunction<Totals> denominator) {

  /** What a number is, which decides its unit and its interval. */
  public enum Kind {
    /** Counted, not estimated: it has no interval. */
    COUNT,
    /** From 0 to 1. */
    SHARE,
    /** A share from 0 to 100. */
    PERCENT,
    /** One count against another that does not contain it; it may pass 1. */
    RATIO,
    /** On the scale of the faces. */
    MEAN
  }

  public static final List<Stat> CSAT = List.of(
      count("invites_sent", Totals::sent),
      count("responses", Totals::responses),
      new Stat("response_rate", Kind.RATIO, Totals::responses, Totals::sent),
      new Stat("cohort_response_rate", Kind.SHARE, Totals::answered, Totals::sent),
      new Stat("average", Kind.MEAN, Totals::scoreSum, Totals::responses),
      new Stat("promoter_percent", Kind.PERCENT, Totals::promoters, Totals::responses),
      new Stat("detractor_percent", Kind.PERCENT, Totals::detractors, Totals::responses),
      count("closed", Totals::closed),
      new Stat("send_rate", Kind.RATIO, Totals::sent, Totals::closed));

  private static Stat count(String name, ToLongFunction<Totals> count) {
    return new Stat(name, Kind.COUNT, count, totals -> 1);
  }

  /** The number of some totals, or null where there is nothing to divide by. */
  public Number of(Totals totals) {
    return kind == Kind.COUNT ? (Number) numerator.applyAsLong(totals) : (Number) value(totals);
  }

  /** What the number is made of. */
  public Fraction fraction(Totals totals) {
    return new Fraction(numerator.applyAsLong(totals), denominator.applyAsLong(totals));
  }

  /** Where the true value lies, in the unit of the number; null for a count and for nothing. */
  public Interval interval(Totals totals) {
    var interval = estimate(totals);
    return interval == null || kind != Kind.MEAN ? interval : Rating.onScale(interval);
  }

  /** How much this number grew from one window to another, or null where either has none. */
  public Number delta(Totals current, Totals previous) {
    if (kind == Kind.COUNT) {
      return numerator.applyAsLong(current) - numerator.applyAsLong(previous);
    }
    var now = value(current);
    var then = value(previous);
    return now == null || then == null ? null : (Number) (now - then);
  }

  /** Whether more than chance moved this number; null for a count and where either window has none. */
  public Change change(Totals current, Totals previous) {
    var now = estimate(current);
    var then = estimate(previous);
    return now == null || then == null
        ? null
        : Change.between(value(previous), then, value(current), now);
  }

  private Double value(Totals totals) {
    var of = fraction(totals);
    return kind == Kind.PERCENT ? of.percent() : of.ratio();
  }

  private Interval estimate(Totals totals) {
    var of = fraction(totals);
    if (of.denominator() == 0) {
      return null;
    }
    return switch (kind) {
      case COUNT -> null;
      case SHARE -> Interval.ofShare(of.numerator(), of.denominator());
      case PERCENT -> Interval.ofShare(of.numerator(), of.denominator()).times(100);
      case RATIO -> Interval.ofRatio(of.numerator(), of.denominator());
      case MEAN -> Interval.ofMean(of.ratio(), of.denominator(), Spread.of(totals));
    };
  }
}
