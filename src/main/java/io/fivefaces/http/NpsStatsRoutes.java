package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Quarter;
import io.fivefaces.store.Database;
import io.fivefaces.store.NpsDays;
import io.fivefaces.store.NpsRatings;
import io.fivefaces.store.NpsRatings.Wanted;
import io.fivefaces.store.Ratings.Place;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The NPS numbers of a quarter and of those before it. */
final class NpsStatsRoutes {

  private static final int QUARTERS = 8;
  private static final int LISTED = 20;
  private static final Place NEWEST = Place.before(Instant.parse("2200-01-01T00:00:00Z"));

  private final NpsDays days;
  private final NpsRatings ratings;
  private final Access access;
  private final Clock clock;

  NpsStatsRoutes(NpsDays days, NpsRatings ratings, Access access, Clock clock) {
    this.days = days;
    this.ratings = ratings;
    this.access = access;
    this.clock = clock;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/stats/nps")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(Reply.ok(this::numbers));
  }

  private Future<NpsStatsView> numbers(RoutingContext context) {
    var quarter = Quarters.namedOrRunning(context, clock);
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return access.workspace(context).compose(workspace -> {
      var counted = days.count(workspace.id(), firstListed(quarter), quarter);
      var recent = ratings.newest(workspace.id(), new Wanted(quarter, List.of()), NEWEST, LISTED);
      return Future.all(counted, recent)
          .map(all -> NpsStatsView.of(counted.result(), recent.result(), today))
          .recover(failure -> Future.failedFuture(
              Database.isTooSlow(failure) ? Problem.tooSlow("Try again.") : failure));
    });
  }

  private static Quarter firstListed(Quarter last) {
    var first = last;
    for (int i = 1; i < QUARTERS; i++) {
      first = first.previous();
    }
    return first;
  }
}
