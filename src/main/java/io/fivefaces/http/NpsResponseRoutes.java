package io.fivefaces.http;

import io.fivefaces.domain.Kind;
import io.fivefaces.domain.NpsScore;
import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Quarter;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.http.Downloads.Format;
import io.fivefaces.store.NpsRatings;
import io.fivefaces.store.NpsRatings.Rated;
import io.fivefaces.store.NpsRatings.Wanted;
import io.fivefaces.store.Ratings.Place;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answers to NPS, newest first: a page at a time, or all of them as a download of CSV or NDJSON. */
final class NpsResponseRoutes {

  private static final int PAGE = 50;
  private static final int MOST = 200;
  private static final int CHUNK = 500;
  private static final Instant END_OF_TIME = Instant.parse("2200-01-01T00:00:00Z");
  private static final String CSV_HEAD =
      "invite,quarter,customer,email,score,group,comment,responded_at,conversation,source\r\n";

  private final NpsRatings ratings;
  private final Downloads downloads;
  private final Access access;

  NpsResponseRoutes(NpsRatings ratings, Downloads downloads, Access access) {
    this.ratings = ratings;
    this.downloads = downloads;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/nps/responses")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(this::list);
  }

  private void list(RoutingContext context) {
    switch (context.request().getParam("format", "json")) {
      case "json" -> Reply.ok(this::page).handle(context);
      case "csv" -> export(context, Format.csv(context, CSV_HEAD), NpsResponseRoutes::csv);
      case "ndjson" ->
        export(context, Format.ndjson(), rated -> Downloads.ndjson(NpsRatedView.of(rated)));
      default -> throw Problem.badRequest("'format' is json, csv or ndjson.");
    }
  }

  private Future<Page<NpsRatedView>> page(RoutingContext context) {
    var wanted = wanted(context);
    int most = Page.limit(context, PAGE, MOST);
    var cursor = Cursor.of(context, Cursor.number(END_OF_TIME), 0);
    // no answer is later, and a moment beyond the table's is none
    var before = cursor.moment().isBefore(END_OF_TIME)
        ? new Place(cursor.moment(), cursor.second())
        : Place.before(END_OF_TIME);
    return access
        .workspace(context)
        .compose(workspace -> ratings.newest(workspace.id(), wanted, before, most + 1))
        .map(rows -> Page.of(
            rows,
            most,
            NpsRatedView::of,
            last -> Cursor.text(Cursor.number(last.respondedAt()), last.invite())));
  }

  private void export(RoutingContext context, Format format, Function<Rated, String> line) {
    var wanted = wanted(context);
    var quarter = Optional.ofNullable(wanted.quarter()).map(Quarter::toString).orElse("all");
    downloads.send(
        context,
        format,
        "nps-" + quarter,
        workspace -> last -> ratings.newest(workspace.id(), wanted, place(last), CHUNK),
        line);
  }

  private static Wanted wanted(RoutingContext context) {
    return new Wanted(Quarters.named(context).orElse(null), scores(context));
  }

  private static List<Integer> scores(RoutingContext context) {
    var score = context.request().getParam("score");
    var group = context.request().getParam("group");
    if (score != null && group != null) {
      throw Problem.badRequest("Ask for a 'score' or for a 'group', not for both.");
    }
    if (group != null) {
      return NpsScore.Group.parse(group)
          .map(NpsScore.Group::scores)
          .orElseThrow(() -> Problem.badRequest("'group' is promoter, passive or detractor."));
    }
    if (score == null) {
      return List.of();
    }
    var only = Kind.NPS.score(score);
    if (only == null) {
      throw Problem.badRequest("'score' is a number from 0 to 10.");
    }
    return List.of(only);
  }

  private static Place place(Rated last) {
    return last == null ? Place.before(END_OF_TIME) : new Place(last.respondedAt(), last.invite());
  }

  private static String csv(Rated rated) {
    return Csv.line(
        Long.toString(rated.invite()),
        rated.quarter().toString(),
        rated.customer(),
        rated.email(),
        rated.score(),
        new NpsScore(rated.score()).group(),
        rated.comment(),
        Timestamps.format(rated.respondedAt()),
        rated.conversation(),
        Integer.toString(rated.source()));
  }
}
