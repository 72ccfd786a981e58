package io.fivefaces.http;

import io.fivefaces.domain.Gate;
import io.fivefaces.domain.Gates;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Rating;
import io.fivefaces.domain.Stat;
import io.fivefaces.domain.Totals;
import io.fivefaces.domain.Window;
import io.fivefaces.store.Days;
import io.fivefaces.store.Days.Counted;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Rated;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The CSAT numbers of a window and of the one before it. */
final class StatsRoutes {

  private static final int DEFAULT_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int LISTED = 20;

  private final Days days;
  private final Responses responses;
  private final Access access;
  private final Clock clock;

  StatsRoutes(Days days, Responses responses, Access access, Clock clock) {
    this.days = days;
    this.responses = responses;
    this.access = access;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/stats/csat")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(Reply.ok(this::csat));
  }

  private record Csat(
      LocalDate from,
      LocalDate to,
      Map<String, Number> current,
      Map<String, Number> previous,
      Map<String, Number> delta,
      Map<String, Long> distribution,
      List<DayView> daily,
      List<Days.Agent> agents,
      List<RatedView> low,
      List<RatedView> recent,
      List<GateView> gates,
      Asked asked) {}

  private record DayView(LocalDate day, long responses, Number average) {}

  private record GateView(String gate, long stopped) {}

  /** What became of the conversations that passed every gate. */
  private record Asked(long waiting, long sent, long cancelled, long failed, long unknown) {
    static Asked of(Map<String, Long> outcomes) {
      return new Asked(
          sum(outcomes, "scheduled", "claimed", "sending"),
          sum(outcomes, "sent"),
          sum(outcomes, "cancelled"),
          sum(outcomes, "failed"),
          sum(outcomes, "unknown"));
    }

    private static long sum(Map<String, Long> outcomes, String... states) {
      return Stream.of(states)
          .mapToLong(state -> outcomes.getOrDefault(state, 0L))
          .sum();
    }
  }

  private Future<Csat> csat(RoutingContext context) {
    var window = window(context);
    var from = start(window.from());
    var until = start(window.to().plusDays(1));
    return access.workspace(context).compose(workspace -> {
      var current = days.count(workspace.id(), window);
      var previous = days.count(workspace.id(), window.previous());
      var low = responses.low(workspace.id(), from, until, LISTED);
      var recent = responses.recent(workspace.id(), from, until, LISTED);
      return Future.all(current, previous, low, recent)
          .map(all ->
              csat(window, current.result(), previous.result(), low.result(), recent.result()));
    });
  }

  private static Csat csat(
      Window window, Counted current, Counted previous, List<Rated> low, List<Rated> recent) {
    return new Csat(
        window.from(),
        window.to(),
        numbers(current.totals()),
        numbers(previous.totals()),
        deltas(current.totals(), previous.totals()),
        distribution(current.totals()),
        current.daily().entrySet().stream()
            .map(day ->
                new DayView(day.getKey(), day.getValue().responses(), average(day.getValue())))
            .toList(),
        current.agents(),
        low.stream().map(RatedView::of).toList(),
        recent.stream().map(RatedView::of).toList(),
        Gates.CSAT.stream()
            .map(Gate::name)
            .map(gate -> new GateView(gate, current.outcomes().getOrDefault(gate, 0L)))
            .toList(),
        Asked.of(current.outcomes()));
  }

  private Window window(RoutingContext context) {
    var request = context.request();
    var from = request.getParam("from");
    var to = request.getParam("to");
    try {
      var window = from == null && to == null
          ? Window.lastDays(
              days(request.getParam("days")), LocalDate.now(clock.withZone(ZoneOffset.UTC)))
          : new Window(LocalDate.parse(String.valueOf(from)), LocalDate.parse(String.valueOf(to)));
      if (window.days() > MOST_DAYS
          || window.from().getYear() < 2000
          || window.to().getYear() > 2199) {
        throw Problem.badRequest(
            "A window has at most " + MOST_DAYS + " days between 2000 and 2199.");
      }
      return window;
    } catch (DateTimeParseException e) {
      throw Problem.badRequest("'from' and 'to' are both days such as 2026-01-31.");
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("'from' is not after 'to'.");
    }
  }

  private static int days(String text) {
    if (text == null) {
      return DEFAULT_DAYS;
    }
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw Problem.badRequest("'days' is a number from 1 to " + MOST_DAYS + ".");
    }
    return Integer.parseInt(text);
  }

  private static Map<String, Number> numbers(Totals totals) {
    var numbers = new LinkedHashMap<String, Number>();
    Stat.CSAT.forEach(stat -> numbers.put(stat.name(), stat.of().apply(totals)));
    return numbers;
  }

  private static Map<String, Number> deltas(Totals current, Totals previous) {
    var deltas = new LinkedHashMap<String, Number>();
    Stat.CSAT.forEach(stat -> deltas.put(stat.name(), stat.delta(current, previous)));
    return deltas;
  }

  private static Number average(Totals day) {
    return day.responses() == 0 ? null : (double) day.scoreSum() / day.responses();
  }

  private static Map<String, Long> distribution(Totals totals) {
    var distribution = new LinkedHashMap<String, Long>();
    Rating.ALL.forEach(
        rating -> distribution.put(Integer.toString(rating.score()), totals.withScore(rating)));
    return distribution;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
