package io.fivefaces.domain;

import java.util.List;
import java.util.function.Function;

/**
 * One number of the card. A new one is one more line here; card, delta and JSON follow.
 *
 * @param name its name in the API
 * @param of the number of some totals, or null where there is nothing to divide by
 */
public record Stat(String name, Function<Totals, Number> of) {

  /** Rates are ratios (0.5 is one half), percents run from 0 to 100. */
  public static final List<Stat> CSAT = List.of(
      new Stat("invites_sent", Totals::sent),
      new Stat("responses", Totals::responses),
      new Stat("response_rate", totals -> ratio(totals.responses(), totals.sent())),
      new Stat("cohort_response_rate", totals -> ratio(totals.answered(), totals.sent())),
      new Stat("average", totals -> ratio(totals.scoreSum(), totals.responses())),
      new Stat("promoter_percent", totals -> percent(promoters(totals), totals.responses())),
      new Stat("detractor_percent", totals -> percent(detractors(totals), totals.responses())),
      new Stat("closed", Totals::closed),
      new Stat("send_rate", totals -> ratio(totals.sent(), totals.closed())));

  /** How much this number grew from one window to another, or null where either has none. */
  public Number delta(Totals current, Totals previous) {
    var now = of.apply(current);
    var then = of.apply(previous);
    if (now == null || then == null) {
      return null;
    }
    return now instanceof Long
        ? (Number) (now.longValue() - then.longValue())
        : now.doubleValue() - then.doubleValue();
  }

  private static long promoters(Totals totals) {
    return Rating.ALL.stream()
        .filter(Rating::isPromoter)
        .mapToLong(totals::withScore)
        .sum();
  }

  private static long detractors(Totals totals) {
    return Rating.ALL.stream()
        .filter(Rating::isDetractor)
        .mapToLong(totals::withScore)
        .sum();
  }

  private static Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static Double percent(long part, long whole) {
    return whole == 0 ? null : 100.0 * part / whole;
  }
}
