package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Scores;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.domain.Window;
import io.fivefaces.domain.Workspace;
import io.fivefaces.json.Json;
import io.fivefaces.metrics.Metrics;
import io.fivefaces.store.Ratings;
import io.fivefaces.store.Ratings.Place;
import io.fivefaces.store.Ratings.Rated;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
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
  private final Exports exports;
  private final Access access;
  private final Metrics metrics;

  ResponseRoutes(Ratings ratings, Exports exports, Access access, Metrics metrics) {
    this.ratings = ratings;
    this.exports = exports;
    this.access = access;
    this.metrics = metrics;
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

    String fileName(Workspace workspace, String ending) {
      var days = all ? "all" : window.from() + "-to-" + window.to();
      return workspace.slug() + "-responses-" + days + "." + ending;
    }
  }

  private void list(RoutingContext context) {
    switch (context.request().getParam("format", "json")) {
      case "json" -> Reply.ok(this::page).handle(context);
      case "csv" ->
        export(context, "text/csv; charset=utf-8", "csv", csvHead(context), ResponseRoutes::csv);
      case "ndjson" ->
        export(context, "application/x-ndjson", "ndjson", "", ResponseRoutes::ndjson);
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

  private void export(
      RoutingContext context,
      String type,
      String ending,
      String head,
      Function<Rated, String> line) {
    var wanted = Wanted.of(context);
    access
        .workspace(context)
        .compose(workspace -> {
          begin(workspace);
          Export.Rows<Rated> rows = last ->
              newest(workspace, wanted, last == null ? wanted.newest() : place(last), CHUNK);
          return new Export<>(context, rows, line, metrics)
              .send(type, wanted.fileName(workspace, ending), head)
              .onComplete(ended -> end(workspace, context, ended.succeeded()));
        })
        .onFailure(failure -> {
          // who left wants no answer
          if (!context.response().closed()) {
            context.fail(failure);
          }
        });
  }

  private void begin(Workspace workspace) {
    try {
      exports.begin(workspace.id());
    } catch (Problem refusal) {
      metrics.export("refused");
      throw refusal;
    }
    metrics.exports().incrementAndGet();
  }

  private void end(Workspace workspace, RoutingContext context, boolean whole) {
    exports.end(workspace.id());
    metrics.exports().decrementAndGet();
    metrics.export(whole ? "whole" : context.response().closed() ? "left" : "broken");
  }

  private Future<List<Rated>> newest(Workspace workspace, Wanted wanted, Place before, int most) {
    return ratings.newest(
        workspace.id(), wanted.scores(), Windows.start(wanted.window()), before, most);
  }

  private static String csvHead(RoutingContext context) {
    return switch (context.request().getParam("bom", "false")) {
      case "true" -> Csv.BYTE_ORDER_MARK + CSV_HEAD;
      case "false" -> CSV_HEAD;
      default -> throw Problem.badRequest("'bom' is true or false.");
    };
  }

  private static String ndjson(Rated rated) {
    return new String(Json.write(RatedView.of(rated)), StandardCharsets.UTF_8) + "\n";
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
