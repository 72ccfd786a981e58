package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Scores;
import io.fivefaces.store.Database;
import io.fivefaces.store.Days;
import io.fivefaces.store.Ratings;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** The CSAT numbers of a window and of the one before it. */
final class StatsRoutes {

  private static final int LISTED = 20;

  private final Days days;
  private final Ratings ratings;
  private final Access access;
  private final Clock clock;

  StatsRoutes(Days days, Ratings ratings, Access access, Clock clock) {
    this.days = days;
    this.ratings = ratings;
    this.access = access;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/stats/csat")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(this::csat);
  }

  private void csat(RoutingContext context) {
    switch (context.request().getParam("format", "json")) {
      case "json" -> Reply.ok(this::numbers).handle(context);
      case "csv" ->
        Reply.with(context, numbers(context), numbers -> DailyCsv.send(context, numbers));
      default -> throw Problem.badRequest("'format' is json or csv.");
    }
  }

  private Future<CsatView> numbers(RoutingContext context) {
    var window = Windows.ofNumbers(context, clock);
    var from = Windows.start(window);
    var end = Ratings.Place.before(Windows.end(window));
    return access.workspace(context).compose(workspace -> {
      var id = workspace.id();
      var current = days.count(id, window);
      var previous = days.count(id, window.previous());
      var low = ratings.newest(id, new Scores.Low(), from, end, LISTED);
      var recent = ratings.newest(id, new Scores.Any(), from, end, LISTED);
      return Future.all(current, previous, low, recent)
          .map(all -> CsatView.of(
              window, current.result(), previous.result(), low.result(), recent.result()))
          .recover(failure -> Future.failedFuture(
              Database.isTooSlow(failure)
                  ? Problem.tooSlow("Ask for fewer days, or try again.")
                  : failure));
    });
  }
}
