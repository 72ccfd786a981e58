package io.fivefaces.http;

import io.fivefaces.domain.Permission;
import io.fivefaces.domain.Timestamps;
import io.fivefaces.json.Json;
import io.fivefaces.store.Responses;
import io.fivefaces.store.Responses.Cursor;
import io.fivefaces.store.Responses.Rated;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers, newest first: a page at a time, or all of them as a stream of CSV or NDJSON. */
final class ResponseRoutes {

  private static final int PAGE = 50;
  private static final int CHUNK = 500;
  private static final Cursor NEWEST =
      new Cursor(Instant.parse("2199-12-31T00:00:00Z"), Long.MAX_VALUE);
  private static final String CSV_HEAD =
      "conversation,source,subject,customer,score,comment,responded_at,assignee,agent\r\n";

  private final Responses responses;
  private final Access access;

  ResponseRoutes(Responses responses, Access access) {
    this.responses = responses;
    this.access = access;
  }

  void mount(Router router) {
    router
        .get("/api/workspaces/:ws/responses")
        .handler(access.needs(Permission.ANALYTICS))
        .handler(this::list);
  }

  private void list(RoutingContext context) {
    var format = context.request().getParam("format", "json");
    switch (format) {
      case "json" -> Reply.ok(this::page).handle(context);
      case "csv" -> export(context, "text/csv; charset=utf-8", CSV_HEAD, ResponseRoutes::csv);
      case "ndjson" -> export(context, "application/x-ndjson", "", ResponseRoutes::ndjson);
      default -> throw Problem.badRequest("'format' is json, csv or ndjson.");
    }
  }

  private Future<Page<RatedView>> page(RoutingContext context) {
    var cursor = context.request().getParam("cursor");
    var before = cursor == null ? NEWEST : parse(cursor);
    return access
        .workspace(context)
        .compose(workspace -> responses.newest(workspace.id(), before, PAGE + 1))
        .map(rows -> {
          var items = rows.subList(0, Math.min(PAGE, rows.size()));
          return new Page<>(
              items.stream().map(RatedView::of).toList(),
              rows.size() > PAGE ? text(last(items)) : null);
        });
  }

  private void export(
      RoutingContext context, String type, String head, Function<RatedView, String> line) {
    access
        .workspace(context)
        .compose(workspace -> {
          var response = context
              .response()
              .setChunked(true)
              .putHeader("content-type", type)
              .putHeader("cache-control", "no-store")
              .putHeader("x-content-type-options", "nosniff");
          return response
              .write(head + "")
              .compose(written -> stream(response, workspace.id(), NEWEST, line));
        })
        .compose(streamed -> context.response().end())
        .onFailure(context::fail);
  }

  /** Writes chunk after chunk, each only when the one before was taken. */
  private Future<Void> stream(
      HttpServerResponse response, int workspace, Cursor before, Function<RatedView, String> line) {
    return responses.newest(workspace, before, CHUNK).compose(rows -> {
      var lines = rows.stream().map(RatedView::of).map(line).collect(Collectors.joining());
      return rows.isEmpty()
          ? Future.succeededFuture()
          : response
              .write(Buffer.buffer(lines))
              .compose(written -> stream(response, workspace, last(rows), line));
    });
  }

  private static String ndjson(RatedView rated) {
    return new String(Json.write(rated), StandardCharsets.UTF_8) + "\n";
  }

  private static String csv(RatedView rated) {
    return Stream.of(
                rated.conversation(),
                rated.source(),
                rated.subject(),
                rated.customer(),
                Integer.toString(rated.score()),
                rated.comment(),
                Timestamps.format(rated.respondedAt()),
                rated.assignee(),
                rated.agent())
            .map(ResponseRoutes::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** A cell by RFC 4180; one that a spreadsheet would take for a formula is led by an apostrophe. */
  private static String cell(String text) {
    if (text == null) {
      return "";
    }
    var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }

  private static Cursor last(List<Rated> rows) {
    return new Cursor(rows.getLast().respondedAt(), rows.getLast().invite());
  }

  private static String text(Cursor cursor) {
    var plain = cursor.respondedAt() + "/" + cursor.invite();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static Cursor parse(String text) {
    try {
      var parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("/", 2);
      return new Cursor(
          Timestamps.parse(parts[0]).orElseThrow(IllegalArgumentException::new),
          Long.parseLong(parts[1]));
    } catch (RuntimeException e) {
      throw Problem.badRequest("'cursor' is the 'next' of the page before, unchanged.");
    }
  }
}
