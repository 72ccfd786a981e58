package io.fivefaces.http;

import io.fivefaces.domain.Change;
import io.fivefaces.domain.Fraction;
import io.fivefaces.domain.Gate;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Interval;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Spread;
import io.fivefaces.domain.Stat;
import io.fivefaces.domain.Stat.Kind;
import io.fivefaces.domain.Totals;
import io.fivefaces.domain.Window;
import io.fivefaces.store.Days;
import io.fivefaces.store.Days.Counted;
import io.fivefaces.store.Ratings.Rated;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The CSAT numbers of a window as the API tells them, each with what it is made of and how sure it is. */
record CsatView(
    LocalDate from,
    LocalDate to,
    Map<String, Number> current,
    Map<String, Number> previous,
    Map<String, Number> delta,
    Map<String, Fraction> fractions,
    Map<String, Interval> intervals,
    Map<String, Change> changes,
    Map<String, Long> distribution,
    Map<String, Interval> distributionIntervals,
    List<DayView> daily,
    List<AgentView> agents,
    long agentsInAll,
    List<RatedView> low,
    List<RatedView> recent,
    List<GateView> gates,
    Asked asked) {

  record DayView(LocalDate day, long responses, Double average, Interval interval) {}

  record AgentView(String agent, long responses, double average, Interval interval) {}

  record GateView(String gate, long stopped, Interval interval) {}

  /** What became of the conversations that passed every gate; the interval is of their share of the closed ones. */
  record Asked(
      long waiting, long sent, long cancelled, long failed, long unknown, Interval interval) {
    private static Asked of(Map<String, Long> outcomes, long closed) {
      long waiting = sum(outcomes, "scheduled", "claimed", "sending");
      long sent = sum(outcomes, "sent");
      long cancelled = sum(outcomes, "cancelled");
      long failed = sum(outcomes, "failed");
      long unknown = sum(outcomes, "unknown");
      var share = Interval.ofShare(waiting + sent + cancelled + failed + unknown, closed);
      return new Asked(waiting, sent, cancelled, failed, unknown, share);
    }

    private static long sum(Map<String, Long> outcomes, String... states) {
      return Stream.of(states)
          .mapToLong(state -> outcomes.getOrDefault(state, 0L))
          .sum();
    }
  }

  static CsatView of(
      Window window, Counted counted, Counted before, List<Rated> low, List<Rated> recent) {
    var current = counted.totals();
    var previous = before.totals();
    var spread = Spread.of(current);
    Predicate<Stat> any = stat -> true;
    Predicate<Stat> estimated = stat -> stat.kind() != Kind.COUNT;
    return new CsatView(
        window.from(),
        window.to(),
        each(any, stat -> stat.of(current)),
        each(any, stat -> stat.of(previous)),
        each(any, stat -> stat.delta(current, previous)),
        each(estimated, stat -> stat.fraction(current)),
        each(estimated, stat -> stat.interval(current)),
        each(estimated, stat -> stat.change(current, previous)),
        byScore(current::withScore),
        byScore(rating -> percent(current.withScore(rating), current.responses())),
        counted.daily().entrySet().stream()
            .map(day -> dayView(day.getKey(), day.getValue(), spread))
            .toList(),
        counted.agents().stream().map(agent -> agentView(agent, spread)).toList(),
        counted.agentsInAll(),
        low.stream().map(RatedView::of).toList(),
        recent.stream().map(RatedView::of).toList(),
        Gates.CSAT.stream()
            .map(Gate::name)
            .map(
                gate -> gateView(gate, counted.outcomes().getOrDefault(gate, 0L), current.closed()))
            .toList(),
        Asked.of(counted.outcomes(), current.closed()));
  }

  private static <T> Map<String, T> each(Predicate<Stat> which, Function<Stat, T> of) {
    var numbers = new LinkedHashMap<String, T>();
    Stat.CSAT.stream().filter(which).forEach(stat -> numbers.put(stat.name(), of.apply(stat)));
    return numbers;
  }

  private static <T> Map<String, T> byScore(Function<Rating, T> of) {
    var numbers = new LinkedHashMap<String, T>();
    Rating.ALL.forEach(rating -> numbers.put(Integer.toString(rating.score()), of.apply(rating)));
    return numbers;
  }

  private static Interval percent(long part, long whole) {
    var share = Interval.ofShare(part, whole);
    return share == null ? null : share.times(100);
  }

  private static DayView dayView(LocalDate day, Totals totals, Spread spread) {
    var average = new Fraction(totals.scoreSum(), totals.responses()).ratio();
    return new DayView(day, totals.responses(), average, mean(average, totals.responses(), spread));
  }

  private static AgentView agentView(Days.Agent agent, Spread spread) {
    return new AgentView(
        agent.agent(),
        agent.responses(),
        agent.average(),
        mean(agent.average(), agent.responses(), spread));
  }

  private static GateView gateView(String gate, long stopped, long closed) {
    return new GateView(gate, stopped, Interval.ofShare(stopped, closed));
  }

  /** Of a part of the window's answers, which is too few to tell a spread of its own: by that of all of them. */
  private static Interval mean(Double average, long responses, Spread spread) {
    return average == null ? null : Rating.onScale(Interval.ofMean(average, responses, spread));
  }
}
