package io.fivefaces.http;

import io.fivefaces.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows sent as they are read, a few hundred at a time and the next only when the reader took those before. What breaks
 * off in the middle ends without an end, so that nobody takes it for the whole.
 */
final class Export<R> {

  /** The rows after this one, the first after null; none are the end. */
  interface Rows<R> {
    Future<List<R>> after(R last);
  }

  /** Who reads slower than that keeps a place that others wait for. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final HttpServerResponse response;
  private final Rows<R> rows;
  private final Function<R, String> line;
  private final Metrics metrics;
  private final Promise<Void> ended = Promise.promise();
  private final long deadline = System.nanoTime() + LONGEST.toNanos();

  Export(RoutingContext context, Rows<R> rows, Function<R, String> line, Metrics metrics) {
    this.response = context.response();
    this.rows = rows;
    this.line = line;
    this.metrics = metrics;
  }

  /** Sends the head and all rows; fails where it has to break off, with {@link Left} where the reader did. */
  Future<Void> send(String type, String file, String head) {
    // the first rows before the first byte: what fails at once is still refused in words
    var first = read(null).map(some -> {
      response
          .setChunked(true)
          .putHeader("content-type", type)
          .putHeader("cache-control", "no-store")
          .putHeader("x-content-type-options", "nosniff")
          .putHeader("content-disposition", "attachment; filename=\"" + file + "\"");
      return some;
    });
    step(first, head);
    return ended.future();
  }

  /** One step calls the next when it is over, so that no step waits for all that follow it. */
  private void step(Future<List<R>> coming, String head) {
    coming
        .compose(some -> write(head, some).map(some))
        .onSuccess(some -> {
          if (some.isEmpty()) {
            ended.complete();
          } else {
            step(read(some.getLast()), "");
          }
        })
        .onFailure(ended::fail);
  }

  private Future<List<R>> read(R last) {
    if (System.nanoTime() - deadline > 0) {
      return Future.failedFuture(Problem.unavailable());
    }
    return rows.after(last).map(read -> {
      metrics.exported(read.size());
      return read;
    });
  }

  private Future<Void> write(String head, List<R> some) {
    var written = some.isEmpty()
        ? response.end(head)
        : response.write(some.stream().map(line).collect(Collectors.joining("", head, "")));
    return written.recover(Left::because);
  }
}
