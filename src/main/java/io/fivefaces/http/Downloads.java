package io.fivefaces.http;

import io.fivefaces.domain.Workspace;
import io.fivefaces.json.Json;
import io.fivefaces.metrics.Metrics;
import io.vertx.core.AsyncResult;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Sends lists as downloads: each is counted while it is under way, and refused in words where it cannot begin. */
final class Downloads {

  /** A kind of file. */
  record Format(String type, String ending, String head) {

    /** CSV with this head; with a byte order mark before it where the request wants one. */
    static Format csv(RoutingContext context, String head) {
      var type = "text/csv; charset=utf-8";
      return switch (context.request().getParam("bom", "false")) {
        case "true" -> new Format(type, "csv", Csv.BYTE_ORDER_MARK + head);
        case "false" -> new Format(type, "csv", head);
        default -> throw Problem.badRequest("'bom' is true or false.");
      };
    }

    static Format ndjson() {
      return new Format("application/x-ndjson", "ndjson", "");
    }
  }

  private final Exports exports;
  private final Access access;
  private final Metrics metrics;

  Downloads(Exports exports, Access access, Metrics metrics) {
    this.exports = exports;
    this.access = access;
    this.metrics = metrics;
  }

  /** Sends all rows of the workspace as a file of this name. */
  <R> void send(
      RoutingContext context,
      Format format,
      String name,
      Function<Workspace, Export.Rows<R>> rows,
      Function<R, String> line) {
    access
        .workspace(context)
        .compose(workspace -> {
          begin(workspace);
          var file = workspace.slug() + "-" + name + "." + format.ending();
          return new Export<>(context, rows.apply(workspace), line, metrics)
              .send(format.type(), file, format.head())
              .onComplete(ended -> end(workspace, ended));
        })
        .onFailure(failure -> Reply.failUnlessLeft(context, failure));
  }

  /** A line of NDJSON. */
  static String ndjson(Object view) {
    return new String(Json.write(view), StandardCharsets.UTF_8) + "\n";
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

  private void end(Workspace workspace, AsyncResult<Void> ended) {
    exports.end(workspace.id());
    metrics.exports().decrementAndGet();
    metrics.export(ended.succeeded() ? "whole" : ended.cause() instanceof Left ? "left" : "broken");
  }
}
