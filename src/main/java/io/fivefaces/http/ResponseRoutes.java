package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Scores;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.domain.Window;
import io.fivefaces.domain.Workspace;
import io.fivefaces.http.Downloads.Format;
import io.fivefaces.store.Ratings;
import io.fivefaces.store.Ratings.Place;
import io.fivefaces.store.Ratings.Rated;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The answers of a window, newest first: a page at a time, or all of them as a download of CSV or NDJSON. */
final class ResponseRoutes {

  private static final int PAGE = 50;
  private static final int CHUNK = 500;
  private static final long END_OF_TIME = Cursor.number(Instant.parse("2200-01-01T00:00:00Z"));
  private static final String CSV_HEAD =
      "conversation,source,subject,customer,score,comment,responded_at,assignee,agent\r\n";

  private final Ratings ratings;
  private final Downloads downloads;
  private final Access access;

  ResponseRoutes(Ratings ratings, Downloads downloads, Access access) {
    this.ratings = ratings;
    this.downloads = downloads;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/responses")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(this::list);
  }

  /** Which answers a request asks for. */
  private record Wanted(Window window, Scores scores, boolean all) {
    static Wanted of(RoutingContext context) {
      var scores = Scores.of(context.request().getParam("score"))
          .orElseThrow(() -> Problem.badRequest("'score' is a number from 1 to 5, or low."));
      return new Wanted(Windows.ofRows(context), scores, !Windows.isNamed(context));
    }

    Place newest() {
      return Place.before(Windows.end(window));
    }

    /** Where the cursor points to, or the end of the window where that is before it. */
    Place after(Cursor cursor) {
      return cursor.moment().isBefore(Windows.end(window))
          ? new Place(cursor.moment(), cursor.second())
          : newest();
    }

    String days() {
      return all ? "all" : window.from() + "-to-" + window.to();
    }
  }

  private void list(RoutingContext context) {
    switch (context.request().getParam("format", "json")) {
      case "json" -> Reply.ok(this::page).handle(context);
      case "csv" -> export(context, Format.csv(context, CSV_HEAD), ResponseRoutes::csv);
      case "ndjson" ->
        export(context, Format.ndjson(), rated -> Downloads.ndjson(RatedView.of(rated)));
      default -> throw Problem.badRequest("'format' is json, csv or ndjson.");
    }
  }

  private Future<Page<RatedView>> page(RoutingContext context) {
    var wanted = Wanted.of(context);
    var before = wanted.after(Cursor.of(context, END_OF_TIME, 0));
    return access
        .workspace(context)
        .compose(workspace -> newest(workspace, wanted, before, PAGE + 1))
        .map(rows -> Page.of(
            rows,
            PAGE,
            RatedView::of,
            last -> Cursor.text(Cursor.number(last.respondedAt()), last.invite())));
  }

  private void export(RoutingContext context, Format format, Function<Rated, String> line) {
    var wanted = Wanted.of(context);
    downloads.send(
        context,
        format,
        "responses-" + wanted.days(),
        workspace ->
            last -> newest(workspace, wanted, last == null ? wanted.newest() : place(last), CHUNK),
        line);
  }

  private Future<List<Rated>> newest(Workspace workspace, Wanted wanted, Place before, int most) {
    return ratings.newest(
        workspace.id(), wanted.scores(), Windows.start(wanted.window()), before, most);
  }

  private static String csv(Rated rated) {
    return Csv.line(
        rated.conversation(),
        Integer.toString(rated.source()),
        rated.subject(),
        rated.customer(),
        Integer.toString(rated.score()),
        rated.comment(),
        Timestamps.format(rated.respondedAt()),
        rated.assignee(),
        rated.agent());
  }

  private static Place place(Rated rated) {
    return new Place(rated.respondedAt(), rated.invite());
  }
}
