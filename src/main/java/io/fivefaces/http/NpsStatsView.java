package io.fivefaces.http;

import io.fivefaces.domain.Change;
import io.fivefaces.domain.Interval;
import io.fivefaces.domain.Kind;
import io.fivefaces.domain.NpsScore.Group;
import io.fivefaces.domain.NpsTotals;
import io.fivefaces.domain.Quarter;
import io.fivefaces.store.NpsDays.Counted;
import io.fivefaces.store.NpsRatings.Rated;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The NPS numbers of a quarter as the API tells them, each with how sure it is. */
record NpsStatsView(
    String quarter,
    LocalDate from,
    LocalDate to,
    Double score,
    long promoters,
    long passives,
    long detractors,
    long responses,
    long invitesSent,
    Double responseRate,
    Interval interval,
    Percents percents,
    Intervals intervals,
    Before previous,
    Delta delta,
    Changes changes,
    Map<String, Long> distribution,
    List<DayView> daily,
    List<QuarterView> quarters,
    List<NpsRatedView> recent) {

  record Percents(Double promoter, Double passive, Double detractor) {
    static Percents of(NpsTotals totals) {
      return new Percents(
          totals.percent(Group.PROMOTER),
          totals.percent(Group.PASSIVE),
          totals.percent(Group.DETRACTOR));
    }
  }

  record Intervals(
      Interval promoterPercent,
      Interval passivePercent,
      Interval detractorPercent,
      Interval responseRate) {
    static Intervals of(NpsTotals totals) {
      return new Intervals(
          totals.percentInterval(Group.PROMOTER),
          totals.percentInterval(Group.PASSIVE),
          totals.percentInterval(Group.DETRACTOR),
          totals.responseRateInterval());
    }
  }

  /** The quarter before. */
  record Before(
      String quarter,
      Double score,
      long promoters,
      long passives,
      long detractors,
      long responses,
      long invitesSent,
      Double responseRate) {
    static Before of(Quarter quarter, NpsTotals totals) {
      return new Before(
          quarter.toString(),
          totals.score(),
          totals.of(Group.PROMOTER),
          totals.of(Group.PASSIVE),
          totals.of(Group.DETRACTOR),
          totals.responses(),
          totals.sent(),
          totals.responseRate());
    }
  }

  /** How much each number grew. */
  record Delta(Double score, Double responseRate, long responses, long invitesSent) {
    static Delta of(NpsTotals now, NpsTotals before) {
      return new Delta(
          grown(now.score(), before.score()),
          grown(now.responseRate(), before.responseRate()),
          now.responses() - before.responses(),
          now.sent() - before.sent());
    }

    private static Double grown(Double now, Double before) {
      return now == null || before == null ? null : (Double) (now - before);
    }
  }

  /** Whether more than chance moved each number. */
  record Changes(
      Change score,
      Change promoterPercent,
      Change passivePercent,
      Change detractorPercent,
      Change responseRate) {
    static Changes of(NpsTotals now, NpsTotals before) {
      return new Changes(
          now.scoreChange(before),
          now.percentChange(Group.PROMOTER, before),
          now.percentChange(Group.PASSIVE, before),
          now.percentChange(Group.DETRACTOR, before),
          now.responseRateChange(before));
    }
  }

  record DayView(LocalDate day, long responses, Double score) {}

  record QuarterView(
      String quarter, Double score, Interval interval, long responses, long invitesSent) {
    static QuarterView of(Quarter quarter, NpsTotals totals) {
      return new QuarterView(
          quarter.toString(),
          totals.score(),
          totals.scoreInterval(),
          totals.responses(),
          totals.sent());
    }
  }

  /** The last of the counted quarters, against the one before it and among all of them. */
  static NpsStatsView of(Counted counted, List<Rated> recent, LocalDate today) {
    var quarter = counted.quarters().lastKey();
    var now = counted.quarters().get(quarter);
    var before = counted.quarters().get(quarter.previous());
    return new NpsStatsView(
        quarter.toString(),
        quarter.firstDay(),
        quarter.lastDay(),
        now.score(),
        now.of(Group.PROMOTER),
        now.of(Group.PASSIVE),
        now.of(Group.DETRACTOR),
        now.responses(),
        now.sent(),
        now.responseRate(),
        now.scoreInterval(),
        Percents.of(now),
        Intervals.of(now),
        Before.of(quarter.previous(), before),
        Delta.of(now, before),
        Changes.of(now, before),
        distribution(now),
        daily(quarter, counted.daily(), today),
        counted.quarters().entrySet().stream()
            .map(one -> QuarterView.of(one.getKey(), one.getValue()))
            .toList(),
        recent.stream().map(NpsRatedView::of).toList());
  }

  private static Map<String, Long> distribution(NpsTotals totals) {
    var distribution = new LinkedHashMap<String, Long>();
    Kind.NPS
        .scores()
        .forEach(
            score -> distribution.put(Integer.toString(score), totals.byScore().get(score)));
    return distribution;
  }

  /** The days of the quarter that are not in the future, and those after it up to its last answer. */
  private static List<DayView> daily(
      Quarter quarter, SortedMap<LocalDate, NpsTotals> answered, LocalDate today) {
    var last = quarter.lastDay().isBefore(today) ? quarter.lastDay() : today;
    var end = answered.isEmpty() || answered.lastKey().isBefore(last) ? last : answered.lastKey();
    return end.isBefore(quarter.firstDay())
        ? List.of()
        : quarter
            .firstDay()
            .datesUntil(end.plusDays(1))
            .map(day -> dayView(day, answered.getOrDefault(day, NpsTotals.NONE)))
            .toList();
  }

  private static DayView dayView(LocalDate day, NpsTotals totals) {
    return new DayView(day, totals.responses(), totals.score());
  }
}
